from __future__ import annotations

import math
from fractions import Fraction


class Weight:
    def __init__(self, grams):
        self.grams = grams

    def __float__(self):
        return self.grams / 1000.0


class Step:
    def __init__(self, n):
        self.n = n

    def __index__(self):
        return self.n


def program(n):
    parts = [Fraction(i, 3) for i in range(n)]
    mixed = [Weight(n) if i % 2 else n for i in range(n)]
    return (
        math.sqrt(Weight(n)), round(math.atan2(Weight(n), Step(n)), 12), math.isnan(Weight(n)),
        round(math.hypot(Weight(n), 2), 12), round(math.log(Fraction(n, 7)), 12), math.fsum(parts),
        math.fsum(x for x in parts), [round(math.exp(x), 9) for x in parts],  # C libraries differ in the last bit
        math.floor(parts[1]), math.ceil(parts[1]), math.trunc(Fraction(-n, 3)), math.comb(Step(n), 2),
        [float(x) for x in mixed], math.isclose(Fraction(1, n), 1 / n),
    )  # fmt: skip


INPUTS = [(4,), (9,)]
