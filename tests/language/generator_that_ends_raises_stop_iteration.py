def countdown(n):
    while n > 0:
        yield n
        n -= 1
    return "lift-off"


def program(n: int):
    seen = []
    timer = countdown(n)
    try:
        while True:
            seen.append(next(timer))
    except StopIteration as stop:
        seen.append(len(stop.value))
    try:
        next(timer)
    except StopIteration as stop:
        return seen, stop.value
    return seen, "more"


INPUTS = [(3,), (0,)]
