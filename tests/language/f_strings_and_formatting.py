def program(n: int, v: float, s: str):
    return f"{n:>5}|{v:.3f}|{s!r:^10}|{n:05d}|{v:e}", "%d %s %.2f" % (n, s, v), "{:<4}|{}".format(n, s), s * 2 + "!"


INPUTS = [(42, 3.14159, "hi"), (-7, 0.0, "")]
