"""NumPy's legacy distributions beside the normal one: one number at a time, of doubles and normal numbers.

``double`` and ``gauss`` draw these; what each distribution asks of them in which order is NumPy's, so that a seed gives
the same numbers.
"""

from __future__ import annotations

import math
from collections.abc import Callable

Draw = Callable[[], float]


def exponential(double: Draw) -> float:
    """Of the mean 1."""
    return -math.log(1.0 - double())


def gamma(shape: float, double: Draw, gauss: Draw) -> float:
    """Of the scale 1: by Marsaglia and Tsang from shapes of 1 on, by Ahrens and Dieter below."""
    if shape == 1:
        return exponential(double)
    if shape == 0:
        return 0.0
    if shape < 1:
        while True:
            u, v = double(), exponential(double)
            if u <= 1.0 - shape:
                x = math.pow(u, 1.0 / shape)
                if x <= v:
                    return x
            else:
                y = -math.log((1 - u) / shape)
                x = math.pow(1.0 - shape + shape * y, 1.0 / shape)
                if x <= v + y:
                    return x
    b = shape - 1 / 3.0
    c = 1.0 / math.sqrt(9 * b)
    while True:
        x = gauss()
        v = 1.0 + c * x
        while v <= 0:
            x = gauss()
            v = 1.0 + c * x
        v = v * v * v
        u = double()
        if u < 1.0 - 0.0331 * (x * x) * (x * x) or math.log(u) < 0.5 * x * x + b * (1.0 - v + math.log(v)):
            return b * v


def beta(a: float, b: float, double: Draw, gauss: Draw) -> float:
    """By Jöhnk's algorithm where both are at most 1, by gammas else."""
    if a > 1 or b > 1:
        first = gamma(a, double, gauss)
        return first / (first + gamma(b, double, gauss))
    while True:
        u, v = double(), double()
        x, y = math.pow(u, 1.0 / a), math.pow(v, 1.0 / b)
        if x + y > 1 or u + v == 0:
            continue
        if x + y > 0:
            return x / (x + y)
        log_x, log_y = math.log(u) / a, math.log(v) / b
        most = max(log_x, log_y)
        log_x, log_y = log_x - most, log_y - most
        return math.exp(log_x - math.log(math.exp(log_x) + math.exp(log_y)))


def poisson(mean: float, double: Draw) -> int:
    """By products of doubles below 10, by transformed rejection (Hörmann) from there on."""
    if mean == 0:
        return 0
    if mean < 10:
        least, product, count = math.exp(-mean), double(), 0
        while product > least:
            count += 1
            product *= double()
        return count
    b = 0.931 + 2.53 * math.sqrt(mean)
    a = -0.059 + 0.02483 * b
    inverse_alpha, ratio = 1.1239 + 1.1328 / (b - 3.4), 0.9277 - 3.6224 / (b - 2)
    while True:
        u, v = double() - 0.5, double()
        apart = 0.5 - abs(u)
        count = math.floor((2 * a / apart + b) * u + mean + 0.43)
        if apart >= 0.07 and v <= ratio:
            return count
        if count < 0 or (apart < 0.013 and v > apart):
            continue
        accepted = math.log(v) + math.log(inverse_alpha) - math.log(a / (apart * apart) + b)
        if accepted <= -mean + count * math.log(mean) - math.lgamma(count + 1):
            return count


def binomial(n: int, p: float, double: Draw) -> int:
    """By inversion, which NumPy takes where at most 30 are expected."""
    if n == 0 or p == 0:
        return 0
    q = 1.0 - p
    if min(p, q) * n > 30:
        raise NotImplementedError("numpy.random.binomial of more than 30 expected ones can't be drawn")
    return _inverted(n, p, double) if p <= 0.5 else n - _inverted(n, q, double)


def _inverted(n: int, p: float, double: Draw) -> int:
    q = 1.0 - p
    none = math.exp(n * math.log(q))
    mean = n * p
    bound = min(float(n), mean + 10.0 * math.sqrt(mean * q + 1))
    count, chance, u = 0, none, double()
    while u > chance:
        count += 1
        if count > bound:
            count, chance, u = 0, none, double()
        else:
            u -= chance
            chance = ((n - count + 1) * p * chance) / (count * q)
    return count
