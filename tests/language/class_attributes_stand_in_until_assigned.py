"""What a class has for an attribute is read from its instances for as long as they haven't set their own."""

import math


class Best:
    value = -math.inf
    name = None

    def see(self, value, name):
        if value > self.value:
            self.value, self.name = value, name


class Cached:
    _made = None

    def get(self, x):
        if self._made is None:
            self._made = x * 2
        return self._made + 1


def program(values: list[float], names: list[str]):
    best, cached, total = Best(), Cached(), 0.0
    for value, name in zip(values, names):
        best.see(value, name)
        total += cached.get(value)
    several = [Best() for _ in values]
    for one, value in zip(several, values):
        if value > 1:
            one.see(value, "large")
    return best.value, best.name, Best.value, total, cached._made, [(one.value, one.name) for one in several]


INPUTS = [([1.0, 3.0, 2.0], ["a", "b", "c"]), ([], []), ([0.5], ["x"])]
