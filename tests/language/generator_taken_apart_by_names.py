def ascending(n):
    for i in range(n):
        yield i


def program(n: int):
    g = ascending(n)
    next(g)
    a, b = g
    h = ascending(5)
    next(h)
    c, *d = h
    return a, b, list(g), c, d


INPUTS = [(3,), (2,), (7,)]
