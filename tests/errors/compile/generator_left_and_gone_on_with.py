def squares(n):
    for i in range(n):
        yield i * i


def program(n: int):
    found = squares(n)
    small = []
    for square in found:
        small.append(square)
        if square >= 4:
            break
    return small, list(found)


EXAMPLES = (5,)
