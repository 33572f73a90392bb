"""``x[k] += n`` and its like: of every kind of number and container, and where k isn't there."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Any


class Tally:
    def __init__(self, start: int, weight: float):
        self.count = start
        self.weight = weight
        self.flag = True

    def add(self, n: int) -> int:
        before = self.count
        self.count += n
        self.weight -= n
        self.weight += 0.5
        return before


def counted(words: list[str], large: int):
    counts: dict[str, int] = {}
    weights: dict[str, float] = {}
    firsts = []
    for w in words:
        counts[w] = counts.get(w, 0) + 1
        weights[w] = weights.get(w, 0.5) - 0.25
        seen = counts.get(w, 0)
        counts[w] = seen + 2
        firsts.append((w, seen))
    counts["large"] = large
    counts["large"] += 1
    counts["large"] -= 2
    return counts, weights, firsts


def program(words: list[str], numbers: list[int], large: int, key: str):
    histogram = [0] * 5
    floats = [0.0, -0.0, 1.5]
    for n in numbers:
        histogram[n % 5] += n
        histogram[-1] -= 1
        floats[n % 3] += n * 0.5
        floats[-2] -= 0.25
        at = n % 5
        histogram[at] = histogram[at] + at
    out: list[Any] = [counted(words, large), histogram, floats, Counter(words), Counter("".join(words))]
    errors = []
    table = {key: 1}
    for k in [key, *words]:
        try:
            table[k] += 1
        except KeyError as error:
            errors.append(str(error))
    for i in numbers:
        try:
            histogram[i] += 1
        except IndexError as error:
            errors.append(str(error))
    grid = [[0] * 3 for _ in range(3)]
    for n in numbers:
        grid[n % 3][n // 3 % 3] += 1
        grid[0][0] -= n
    tally = Tally(large, 1.0)
    befores = []
    for n in numbers:
        befores.append(tally.add(n))
    mixed: dict[str, float | int] = {"a": 1, "b": 2.5}
    for name in ("a", "b"):
        mixed[name] += 1
        mixed[name] -= 0.5
    flags = {key: True}
    flags[key] += 1
    totals: dict[tuple[int, int], float] = defaultdict(float)
    for n in numbers:
        totals[n % 2, n % 3] += n
    k = 3
    own = {3: 4}
    own[k] += k
    k = own[k]
    return out, errors, table, grid, befores, tally.count, tally.weight, mixed, flags, dict(totals), own, k


INPUTS = [
    (["a", "b", "a", "é"], [1, 2, 3, 7], 5, "a"),
    ([], [], 0, ""),
    (["x"] * 9, [-6, -1, 0, 5], 9223372036854775800, "y"),
    (["q", "r"], [9, 8, 7, 6, 5], -9223372036854775000, "r"),
]
