class Point:
    __slots__ = ("x", "y")

    def __init__(self, x):
        self.x = x


def program(n: int):
    p = Point(n)
    has = hasattr(p, "y")
    try:
        p.y
    except AttributeError:
        p.y = 2
    if n > 3:
        p.z = 1
    return p.x + p.y, has, hasattr(p, "y")


INPUTS = [(3,), (4,)]
