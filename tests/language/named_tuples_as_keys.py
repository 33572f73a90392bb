from typing import NamedTuple


class Point(NamedTuple):
    x: int
    y: int


def program(n: int):
    seen = {}
    for i in range(n):
        seen[Point(i % 2, 0)] = i
    return seen, seen.get(Point(0, 0)), seen.get((1, 0)), Point(5, 5) in seen


INPUTS = [(3,), (0,)]
