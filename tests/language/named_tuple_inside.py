from __future__ import annotations

from typing import NamedTuple


class Point(NamedTuple):
    x: float
    y: float = 0.0

    def norm(self):
        return (self.x**2 + self.y**2) ** 0.5


def program(v: float):
    p = Point(v)
    q = Point(x=v, y=4.0)
    a, b = q
    return p.x, q.norm(), a + b, q[1]


INPUTS = [(3.0,)]
