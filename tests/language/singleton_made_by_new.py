from collections import namedtuple


class Settings:
    made = None

    def __new__(cls, *args):
        if cls.made is None:
            cls.made = super().__new__(cls)
        return cls.made

    def __init__(self, level):
        self.level = level


class Interval(namedtuple("Interval", "start end")):
    __slots__ = ()

    def __new__(cls, start, end=None):
        return super().__new__(cls, min(start, end or start), max(start, end or start))

    @property
    def length(self):
        return self.end - self.start


class Either:
    def __new__(cls, kind):
        return object.__new__(cls) if kind > 0 else "none"


def program(n: int):
    one, other = Settings(n), Settings(n + 1)
    interval = Interval(n, 1)
    return (
        one is other,
        one.level,
        interval,
        interval.length,
        Interval(n).length,
        isinstance(Either(1), Either),
        Either(0),
    )


INPUTS = [(5,)]
