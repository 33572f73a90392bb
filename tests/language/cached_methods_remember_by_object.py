from __future__ import annotations

from functools import lru_cache


class Scale:
    def __init__(self, factor):
        self.factor = factor
        self.computed = 0

    @lru_cache(maxsize=None)
    def of(self, x):
        self.computed += 1
        return x * self.factor


@lru_cache
def total(scale, x):
    scale.computed += 1
    return scale.factor + x


def program(x):
    one, other, same = Scale(2), Scale(3), Scale(2)
    scaled = [scale.of(value) for scale in (one, other, one) for value in (x, x + 1)]
    totals = total(one, x), total(one, x), total(same, x), total(one, x + 1)
    return scaled, totals, one.computed, other.computed, same.computed


INPUTS = [(3,), (-1,)]
