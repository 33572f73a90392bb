from __future__ import annotations


class Point:
    def __new__(cls, x=0, y=0):
        made = super().__new__(cls)
        made.x = x
        made.y = y
        return made

    def __eq__(self, other):
        return type(self) is type(other) and vars(self) == vars(other)


class Settings(dict):
    def __new__(cls, *args):
        made = super().__new__(cls, *args)
        made.version = 1
        return made


def program(point, n):
    settings = Settings()
    settings["n"] = n
    return Point(point.y, point.x), [Point(i, n) for i in range(n)], settings


INPUTS = [(Point(1, 2), 3)]
