def naturals():
    n = 1
    while True:
        yield n
        n += 1


def program(limit: int):
    numbers = naturals()
    parts = []
    for size in range(limit):
        part = []
        for n in numbers:
            part.append(n)
            if len(part) > size:
                break
        parts.append(part)
    return parts, next(numbers)


INPUTS = [(3,), (0,)]
