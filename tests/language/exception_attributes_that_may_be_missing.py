"""hasattr and getattr with a default of exceptions that have the attribute or not."""


class A(Exception):
    pass


class B(A):
    def __init__(self, t, level):
        super().__init__(t)
        self.level = level


def program(n: int):
    try:
        if n == 0:
            raise A("x")
        if n == 1:
            raise B("y", 5)
        if n == 4:
            raise ValueError("v")
    except Exception as e:
        a = getattr(e, "level", -1), hasattr(e, "level"), getattr(e, "nope", None)
        if hasattr(e, "level"):
            return a, e.level, type(e).__name__
        return a, repr(e), e.__class__.__name__
    return None


INPUTS = [(i,) for i in range(6)]
