"""sum() of lists, sets, dicts and deques of numbers that are made by the program: the type, and the order of additions."""

from __future__ import annotations

from collections import deque


def program(ints: list[int], floats: list[float], flags: list[bool], start: int) -> list[object]:
    recent: deque[float] = deque(maxlen=3)
    for value in floats:
        recent.append(value)
    halves = {value: value / 2 for value in ints}
    mixed = [value if value > 1 else float(value) for value in ints]
    sums: list[object] = [sum(ints), sum(floats), sum(flags), sum(set(ints)), sum(halves), sum(halves.values())]
    sums += [sum(recent), sum(mixed), sum(ints, 5), sum(floats, 5), sum(floats, 0.5), sum(ints, start), sum([])]
    words = [str(value) for value in ints]
    sums += [w[::-1] for w in words] + [ints[::-1], words[::-1], [f for f in zip(*[ints, words])]]
    return [(type(each).__name__, repr(each)) for each in sums]


INPUTS = [
    ([1, 22, -3], [0.1, 0.2, 0.3, 1e16, -1e16], [True, False, True], 3),
    ([], [], [], -1),
    ([0], [-0.0], [False], 0),
    ([7, 7], [float("inf"), float("-inf"), 1.0], [True], 10),
]
