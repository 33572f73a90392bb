from functools import singledispatchmethod


class Fmt:
    sep = "-"

    @singledispatchmethod
    def f(self, v, *more):
        return self.sep + "?"

    @f.register
    def _(self, v: str, *more):
        return v + "!" + self.sep

    @f.register
    def _(self, v: float, *more):
        return f"{v:.1f}" + self.sep.join(more)

    @singledispatchmethod
    @classmethod
    def g(cls, v):
        return cls.sep

    @g.register
    @classmethod
    def _(cls, v: int):
        return cls.sep * v


def program(i: int, s: str, fs: list[float], u: int | str):
    o = Fmt()
    return o.f(s), [o.f(f, "a", "b") for f in fs], o.f(i), o.f(u), o.g(i), o.g(s)


INPUTS = [(1, "a", [2.25], 3), (2, "b", [], "u")]
