"""The result of a comparison that decided a branch is still there afterwards, NaN and all."""


def program(a: int, b: int, x: float, y: float):
    less = a < b
    out = []
    if less:
        out.append("less")
    if not less:
        out.append("not less")
    below = x < y
    if below:
        out.append("below")
    at_least = x >= y
    if not at_least:
        out.append("not at least")
    if x <= y or x > y:
        out.append("ordered")
    if x != y and not x == y:
        out.append("unequal")
    same = a == b
    while not same:
        a += 1 if a < b else -1
        same = a == b
    return out, less, below, at_least, same, a


nan = float("nan")
INPUTS = [(1, 2, 0.5, 1.5), (2, 1, nan, 1.0), (3, 3, nan, nan), (5, -2, 2.0, 2.0)]
