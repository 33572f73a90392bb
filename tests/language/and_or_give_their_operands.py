def program(xs: list[int], s: str, o: int | None):
    a = xs or [7]
    b = s or "default"
    c = o or 10
    d = xs and xs[0]
    e = not xs, not s, bool(o)
    return a, b, c, d, e, (o if o is not None else -1)


INPUTS = [([3, 0], "", None), ([], "x", 4)]
