"""Sums, which are ints where there is nothing, by each other; min and max among NaNs, zeros and mixed numbers."""

from __future__ import annotations

import math


def program(values: list[float], counts: list[int]):
    total, count = sum(values), sum(counts)
    out = []
    for a, b in ((total, count), (count, total), (total, total), (count, count), (total, 4), (3, total), (True, total)):
        try:
            out.append(a / b)
        except ZeroDivisionError as error:
            out.append(str(error))
    shares = [v / total for v in values] if total else []
    extremes = []
    if values:
        extremes = [max(values), min(values), max(values[::-1]), min(values[::-1]), max(v / 2 for v in values)]
        extremes.append(max([*values, *counts]))
        extremes.append(min([*counts, *values, True]))
    signs = [math.copysign(1, v) for v in (max([0.0, -0.0]), max([-0.0, 0.0]), min([0.0, -0.0]), min([-0.0, 0.0]))]
    texts = [max(["b", "a", "bb"]), min([[2], [1, 5], [1]]), max([(1, 2.0), (1, float("inf"))])]
    large = [max([2**62, 2**62 + 1]), max([2**53 + 1, 2.0**53]), (2**53 + 1) / (total or 1.0)]
    shown = [[str(x) for x in each] for each in (shares, extremes, large)]
    return [str(x) for x in out], shown, signs, texts


INPUTS = [
    ([], []),
    ([1.5, -2.25, 3.0], [1, 2]),
    ([math.nan, 1.0, 2.0], [0]),
    ([1.0, math.nan, 2.0, -1.0], [-3, 3]),
    ([-0.0], [5]),
    ([math.inf, 1.0], [7, 9]),
    ([1e308, 1e308], [1]),
]
