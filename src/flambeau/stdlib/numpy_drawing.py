"""``numpy.random.RandomState`` in the language itself: the numbers that NumPy draws from a seed, one by one.

The generator is the one of Python's ``random`` (see ``drawing``), seeded in another way. What is drawn from which words
follows NumPy's legacy distributions (``numpy/random/src/legacy``), whose streams NumPy promises not to change.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import torch

from . import numpy_distributions
from .drawing import double, word


class Drawing:
    """What a generator draws by ``_double``, its next float in [0, 1), and ``_gauss``, its next normal number."""

    def _double(self) -> float:
        raise NotImplementedError

    def _gauss(self) -> float:
        raise NotImplementedError

    def _floats(self, size: Any, draw: Any) -> Any:
        if size is None:
            return draw()
        shape = shape_of(size)
        return np.array([draw() for _ in range(math.prod(shape))], dtype=np.float64).reshape(shape)

    def normal(self, loc: Any = 0.0, scale: Any = 1.0, size: Any = None) -> Any:
        check(np.all(np.asarray(scale) >= 0), "scale < 0")
        return each(size, lambda center, width: center + width * self._gauss(), np.float64, loc, scale)

    def lognormal(self, mean: Any = 0.0, sigma: Any = 1.0, size: Any = None) -> Any:
        check(np.all(np.asarray(sigma) >= 0), "sigma < 0")
        return each(size, lambda center, width: math.exp(center + width * self._gauss()), np.float64, mean, sigma)

    def poisson(self, lam: Any = 1.0, size: Any = None) -> Any:
        check(np.all(np.asarray(lam) >= 0), "lam < 0 or lam contains NaNs")
        return each(size, lambda mean: numpy_distributions.poisson(mean, self._double), np.int64, lam)

    def binomial(self, n: Any, p: Any, size: Any = None) -> Any:
        check(np.all(np.asarray(n) >= 0), "n < 0")
        check(np.all((np.asarray(p) >= 0) & (np.asarray(p) <= 1)), "p < 0, p > 1 or p contains NaNs")
        return each(size, self._binomial, np.int64, n, p)

    def _binomial(self, n: float, p: float) -> int:
        return numpy_distributions.binomial(int(n), p, self._double)


class RandomState(Drawing):
    stands_for = np.random.RandomState
    known_as = "numpy.random:RandomState"

    def __init__(self, seed: Any = None) -> None:
        self.words = [-1]  # not seeded yet
        self.kept = 0.0  # normal numbers are drawn in pairs
        self.has_kept = False
        if seed is not None:
            self.seed(seed)

    def seed(self, seed: Any = None) -> None:
        self.has_kept = False
        if seed is None:
            self.words[:] = [-1]
            return
        number = int(seed)
        if number < 0 or number > 0xFFFFFFFF:
            raise ValueError("Seed must be between 0 and 2**32 - 1")
        words = []
        for place in range(624):
            words.append(number)
            number = (1812433253 * (number ^ (number >> 30)) + place + 1) & 0xFFFFFFFF
        words.append(624)
        self.words[:] = words

    def random_sample(self, size: Any = None) -> Any:
        return self._floats(size, lambda: double(self.words))

    def random(self, size: Any = None) -> Any:
        return self.random_sample(size)

    def sample(self, size: Any = None) -> Any:
        return self.random_sample(size)

    def rand(self, *shape: int) -> Any:
        return self.random_sample(shape if len(shape) > 0 else None)

    def uniform(self, low: Any = 0.0, high: Any = 1.0, size: Any = None) -> Any:
        return each(size, lambda a, b: a + (b - a) * self._double(), np.float64, low, high)

    def _double(self) -> float:
        return float(double(self.words))

    def _gauss(self) -> float:
        """Marsaglia's polar method, the second of a pair first."""
        if self.has_kept:
            self.has_kept = False
            return self.kept
        x = y = square = 2.0
        while square >= 1.0 or square == 0.0:
            x = 2.0 * double(self.words) - 1.0
            y = 2.0 * double(self.words) - 1.0
            square = x * x + y * y
        factor = math.sqrt(-2.0 * math.log(square) / square)
        self.kept = factor * x
        self.has_kept = True
        return factor * y

    def standard_normal(self, size: Any = None) -> Any:
        return self._floats(size, self._gauss)

    def randn(self, *shape: int) -> Any:
        return self.standard_normal(shape if len(shape) > 0 else None)

    def exponential(self, scale: Any = 1.0, size: Any = None) -> Any:
        check(np.all(np.asarray(scale) >= 0), "scale < 0")
        return each(size, lambda mean: mean * numpy_distributions.exponential(self._double), np.float64, scale)

    def standard_exponential(self, size: Any = None) -> Any:
        return self._floats(size, lambda: numpy_distributions.exponential(self._double))

    def gamma(self, shape: Any, scale: Any = 1.0, size: Any = None) -> Any:
        check(np.all(np.asarray(shape) >= 0), "shape < 0")
        check(np.all(np.asarray(scale) >= 0), "scale < 0")
        return each(size, self._gamma, np.float64, shape, scale)

    def standard_gamma(self, shape: Any, size: Any = None) -> Any:
        return self.gamma(shape, 1.0, size)

    def _gamma(self, shape: float, scale: float) -> float:
        return scale * numpy_distributions.gamma(shape, self._double, self._gauss)

    def beta(self, a: Any, b: Any, size: Any = None) -> Any:
        check(np.all(np.asarray(a) > 0), "a <= 0")
        check(np.all(np.asarray(b) > 0), "b <= 0")
        return each(size, self._beta, np.float64, a, b)

    def _beta(self, a: float, b: float) -> float:
        return numpy_distributions.beta(a, b, self._double, self._gauss)

    def dirichlet(self, alpha: Any, size: Any = None) -> Any:
        shapes = np.asarray(alpha).astype(np.float64)
        check(np.all(shapes > 0), "alpha <= 0")
        count = 1 if size is None else math.prod(shape_of(size))
        rows = np.array([[self._gamma(shape, 1.0) for shape in shapes.tolist()] for _ in range(count)])
        shares = rows * (1.0 / rows.sum(axis=1, keepdims=True))
        return shares[0] if size is None else shares.reshape((*shape_of(size), len(shapes)))

    def _below(self, most: int) -> int:
        """One of the numbers from 0 to ``most``: the first of those of as many bits that is no greater."""
        if most == 0:
            return 0
        mask = most
        for shift in (1, 2, 4, 8, 16, 32):
            mask |= mask >> shift
        while True:
            value = word(self.words)
            if most > 0xFFFFFFFF:
                value = ((value & (mask >> 32)) << 32) | word(self.words)
            value &= mask
            if value <= most:
                return int(value)

    def randint(self, low: Any, high: Any = None, size: Any = None) -> Any:
        start, end = (0, int(low)) if high is None else (int(low), int(high))
        if start >= end:
            raise ValueError("low >= high" if high is not None else "high <= 0")
        if size is None:
            return start + self._below(end - 1 - start)
        shape = shape_of(size)
        drawn = [start + self._below(end - 1 - start) for _ in range(math.prod(shape))]
        return np.array(drawn, dtype=np.int64).reshape(shape)

    def shuffle(self, x: Any) -> None:
        """A list or array along its first axis, in place."""
        size = len(x)
        order = self._order(size)
        if isinstance(x, list):
            x[:] = [x[i] for i in order]
        else:
            x[...] = x[np.array(order, dtype=np.int64)]

    def _order(self, size: int) -> list[int]:
        order = list(range(size))
        for i in range(size - 1, 0, -1):
            j = self._below(i)
            held = order[i]
            order[i] = order[j]
            order[j] = held
        return order

    def permutation(self, x: Any) -> Any:
        if isinstance(x, int):
            return np.array(self._order(x), dtype=np.int64)
        values = np.asarray(x)
        return values[np.array(self._order(len(values)), dtype=np.int64)]

    def choice(self, a: Any, size: Any = None, replace: bool = True, p: Any = None) -> Any:
        if holds_objects(a):
            return objects_at(a, self.choice(len(a), size, replace, p), size)
        values = None if isinstance(a, int) else np.asarray(a)
        count = a if values is None else len(values)
        if p is not None and not replace:
            raise NotImplementedError("choice() without replacement and with probabilities can't be compiled")
        if count == 0 and (size is None or math.prod(shape_of(size)) > 0):
            raise ValueError("'a' cannot be empty unless no samples are taken")
        if p is not None:
            chosen: Any = by_probability(p, self.random_sample(size))
        elif replace:
            chosen = self.randint(0, count, size)
        else:
            wanted = 1 if size is None else math.prod(shape_of(size))
            if wanted > count:
                raise ValueError("Cannot take a larger sample than population when 'replace=False'")
            order = np.array(self._order(count)[:wanted], dtype=np.int64)
            chosen = order[0] if size is None else order.reshape(shape_of(size))
        return chosen if values is None else values[chosen]


def each(size: Any, draw: Any, kind: Any, *parameters: Any) -> Any:
    """By parameters that are numbers, or arrays that are broadcast: one number for each of their elements."""
    if not any(isinstance(p, (np.ndarray, list, tuple)) for p in parameters):
        numbers = [float(p) for p in parameters]
        if size is None:
            return draw(*numbers)
        shape = shape_of(size)
        return np.array([draw(*numbers) for _ in range(math.prod(shape))], dtype=kind).reshape(shape)
    arrays = np.broadcast_arrays(*[np.asarray(p).astype(np.float64) for p in parameters])
    shape = arrays[0].shape if size is None else shape_of(size)
    rows = zip(*[np.broadcast_to(array, shape).ravel().tolist() for array in arrays])
    return np.array([draw(*row) for row in rows], dtype=kind).reshape(shape)


def check(holds: Any, text: str) -> None:
    if not holds:
        raise ValueError(text)


def holds_objects(a: Any) -> bool:
    """Whether NumPy makes an array of objects of a sequence."""
    numbers = (int, float, complex, str, bytes, list, tuple, np.ndarray, np.generic, torch.Tensor)
    return isinstance(a, (list, tuple)) and len(a) > 0 and not isinstance(a[0], numbers)


def objects_at(a: Any, chosen: Any, size: Any) -> Any:
    """One of ``a``, or an array of those at the places ``chosen``."""
    if size is None:
        return a[chosen]
    held: Any = np.array(list(a), dtype=object)
    if isinstance(size, int):
        chosen = chosen.astype(np.int64).reshape(-1)  # so that its dtype and rank are known
    return held.alike(held.items, chosen)  # an index would copy them, which things that no register holds can't be


def by_probability(p: Any, drawn: Any) -> Any:
    """Which of the things that have these probabilities numbers in [0, 1) choose."""
    edges = np.cumsum(np.asarray(p, dtype=np.float64))
    return np.searchsorted(edges / edges[-1], drawn, side="right")


def shape_of(size: Any) -> tuple[int, ...]:
    return (int(size),) if isinstance(size, (int, np.integer)) else tuple([int(n) for n in size])


shared = RandomState()  # whose methods numpy.random.seed, rand, ... are
