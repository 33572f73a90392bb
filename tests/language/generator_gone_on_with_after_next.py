def ascending(n):
    value = 0
    while value < n:
        yield value
        value += 1


def program(n: int):
    it = ascending(n)
    first = next(it, None)
    rest = []
    for value in it:
        rest.append(value)
    return first, rest, next(it, -1), list(it)


INPUTS = [(5,), (1,), (0,)]
