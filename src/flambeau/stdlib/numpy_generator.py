"""``numpy.random.default_rng`` in the language itself: the numbers that NumPy's Generator draws from a seed.

The compiler has rules for ``seed``, ``double``, ``normal`` and ``below``, which work on a state of PCG64 in place. What
is drawn from which bits follows ``numpy.random.Generator`` of NumPy 2.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from .numpy_drawing import Drawing, by_probability, check, each, holds_objects, objects_at, shape_of


def seed(state: list[int], key: list[int]) -> None:
    """Seeds the generator with words of 32 bits."""


def double(state: list[int]) -> Any:
    """The next float in [0, 1)."""


def normal(state: list[int]) -> Any:
    """The next number of the standard normal distribution."""


def below(state: list[int], most: int) -> int:
    """One of the numbers from 0 to ``most``."""
    raise NotImplementedError("a rule stands for this")


def _words(number: int) -> list[int]:
    if number < 0:
        raise ValueError("expected non-negative integer")
    words = [number & 0xFFFFFFFF]
    if number > 0xFFFFFFFF:
        words.append(number >> 32)
    return words


class Generator(Drawing):
    stands_for = np.random.Generator
    known_as = "numpy.random:Generator"

    def __init__(self, given: Any = None) -> None:
        self.state = [-1]  # not seeded yet
        if given is None:
            return
        if isinstance(given, int):
            seed(self.state, _words(given))
            return
        words: list[int] = []
        for number in given:
            words.extend(_words(int(number)))
        seed(self.state, words)

    def random(self, size: Any = None, dtype: Any = np.float64) -> Any:
        if np.dtype(dtype) == np.float64:
            return self._floats(size, lambda: double(self.state))
        made = self._floats(size, lambda: (below(self.state, 0xFFFFFFFF) >> 8) / 16777216.0)
        return np.float32(made) if size is None else made.astype(np.float32)

    def uniform(self, low: Any = 0.0, high: Any = 1.0, size: Any = None) -> Any:
        check(np.all(np.asarray(high) >= np.asarray(low)), "high - low < 0")
        return each(size, lambda start, end: start + (end - start) * self._double(), np.float64, low, high)

    def _double(self) -> float:
        return float(double(self.state))

    def _gauss(self) -> float:
        return float(normal(self.state))

    def standard_normal(self, size: Any = None, dtype: Any = np.float64) -> Any:
        if np.dtype(dtype) != np.float64:
            raise NotImplementedError("standard_normal() in float32 can't be compiled: draw float64 and convert it")
        return self._floats(size, self._gauss)

    def integers(
        self, low: Any, high: Any = None, size: Any = None, dtype: Any = np.int64, endpoint: bool = False
    ) -> Any:
        start, end = (0, int(low)) if high is None else (int(low), int(high))
        most = end - start if endpoint else end - 1 - start
        if most < 0:
            if high is None:
                raise ValueError("high < 0" if endpoint else "high <= 0")
            raise ValueError("low > high" if endpoint else "low >= high")
        wanted = np.dtype(dtype)
        shape = shape_of(() if size is None else size)
        count = math.prod(shape)
        if wanted.itemsize < 4:
            numbers = self._small(most, count, 8 * wanted.itemsize)
        else:
            numbers = [below(self.state, most) for _ in range(count)]
        made = np.array([start + n for n in numbers], dtype=np.int64).reshape(shape).astype(wanted)
        return made[()] if size is None else made

    def _small(self, most: int, count: int, bits: int) -> list[int]:
        """Numbers from 0 to ``most`` of 8 or 16 bits: several come of each word of 32, by Lemire's method."""
        made: list[int] = []
        word, left, whole = 0, 0, 1 << bits
        for _ in range(count):
            drawn = 0
            while most > 0:
                if left == 0:
                    word, left = below(self.state, 0xFFFFFFFF), 32 // bits
                else:
                    word >>= bits
                left -= 1
                product = (word % whole) * (most + 1)
                drawn = product >> bits
                if product % whole >= (whole - 1 - most) % (most + 1):
                    break
            made.append(drawn)
        return made

    def _interval(self, most: int) -> int:
        """One of the numbers from 0 to ``most``, as shuffles draw it: by the low bits of words, again if too large."""
        mask = (1 << most.bit_length()) - 1
        drawn = below(self.state, 0xFFFFFFFF) & mask
        while drawn > most:
            drawn = below(self.state, 0xFFFFFFFF) & mask
        return drawn

    def _shuffled(self, order: list[int], first: int, of_samples: bool = False) -> list[int]:
        """Swaps each from the last down to the one at ``first`` with one that isn't behind it."""
        for i in range(len(order) - 1, first - 1, -1):
            j = below(self.state, i) if of_samples else self._interval(i)
            held = order[i]
            order[i] = order[j]
            order[j] = held
        return order

    def _order(self, size: int) -> Any:
        return np.array(self._shuffled(list(range(size)), 1), dtype=np.int64)

    def shuffle(self, x: Any) -> None:
        """A list or array along its first axis, in place."""
        if isinstance(x, list):
            order = self._shuffled(list(range(len(x))), 1)
            x[:] = [x[i] for i in order]
        else:
            x[...] = x[self._order(len(x))]

    def permutation(self, x: Any) -> Any:
        if isinstance(x, int):
            return self._order(x)
        values = np.asarray(x)
        return values[self._order(len(values))]

    def choice(self, a: Any, size: Any = None, replace: bool = True, p: Any = None, shuffle: bool = True) -> Any:
        if holds_objects(a):
            return objects_at(a, self.choice(len(a), size, replace, p, shuffle), size)
        values = None if isinstance(a, int) else np.asarray(a)
        count = a if values is None else len(values)
        if count == 0 and (size is None or math.prod(shape_of(size)) > 0):
            raise ValueError("a cannot be empty unless no samples are taken")
        if p is not None and not replace:
            raise NotImplementedError("choice() without replacement and with probabilities can't be compiled")
        if p is not None:
            chosen: Any = by_probability(p, self.random(size))
        elif replace:
            chosen = self.integers(0, count, size)
        else:
            wanted = 1 if size is None else math.prod(shape_of(size))
            if wanted > count:
                raise ValueError("Cannot take a larger sample than population when replace is False")
            order = np.array(self._sample(count, wanted, shuffle), dtype=np.int64)
            chosen = order[0] if size is None else order.reshape(shape_of(size))
        return chosen if values is None else values[chosen]

    def _sample(self, count: int, wanted: int, shuffle: bool) -> list[int]:
        """``wanted`` different numbers below ``count``."""
        if count > 10000 and wanted > count // (50 if shuffle else 20):
            return self._shuffled(list(range(count)), max(count - wanted, 1), True)[count - wanted :]
        seen: set[int] = set()  # R. W. Floyd's algorithm
        chosen: list[int] = []
        for most in range(count - wanted, count):
            drawn = below(self.state, most)
            if drawn in seen:
                drawn = most
            seen.add(drawn)
            chosen.append(drawn)
        return self._shuffled(chosen, 1, True) if shuffle else chosen
