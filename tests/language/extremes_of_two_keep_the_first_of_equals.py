def program(a: int, b: int, x: float, y: float):
    pairs = [(min(a, b), max(a, b)), (min(x, y), max(x, y)), (min(a, x), max(x, a))]
    zero = 0.0
    minus = -zero
    signs = (str(min(zero, minus)), str(min(minus, zero)), str(max(zero, minus)), str(max(minus, zero)))
    best = x
    for value in (y, 1.0, float("nan"), 2.0):
        best = max(best, value)
    least = a
    for value in range(b):
        least = min(least, value - 3)
    return [(str(p), str(q)) for p, q in pairs], signs, str(best), least, min("b", "a"), max((1, 2), (1, 3))


INPUTS = [(1, 2, 3.5, -1.0), (2, 2, float("nan"), 1.0), (0, 5, 0.0, float("nan"))]
