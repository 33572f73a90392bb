"""Python's ``statistics``, in the language itself. Of ints results are exact, as Python's are; of floats they are sums
without rounding errors, divided once, so that they may differ from Python's in the last place."""

from __future__ import annotations

import math
import statistics
from typing import Any


def mean(data: Any) -> Any:
    values = list(data)
    if len(values) == 0:
        raise statistics.StatisticsError("mean requires at least one data point")
    if all(isinstance(v, int) for v in values):
        return _quotient(sum(values), len(values))
    return math.fsum(values) / len(values)


def _quotient(total: int, count: int) -> Any:
    """An int where it is one."""
    return total // count if total % count == 0 else total / count


def fmean(data: Any, weights: Any = None) -> float:
    values = list(data)
    if weights is not None:
        given = list(weights)
        if len(values) != len(given):
            raise statistics.StatisticsError("data and weights must be the same length")
        total = math.fsum(given)
        if not total:
            raise statistics.StatisticsError("sum of weights must be non-zero")
        return math.fsum([v * w for v, w in zip(values, given)]) / total
    if len(values) == 0:
        raise statistics.StatisticsError("fmean requires at least one data point")
    return math.fsum(values) / len(values)


def geometric_mean(data: Any) -> float:
    values = list(data)
    if len(values) == 0 or any(not v > 0 for v in values):
        raise statistics.StatisticsError("geometric mean requires a non-empty dataset containing positive numbers")
    return math.exp(math.fsum([math.log(v) for v in values]) / len(values))


def harmonic_mean(data: Any) -> Any:
    values = list(data)
    if len(values) == 0:
        raise statistics.StatisticsError("harmonic_mean requires at least one data point")
    if len(values) == 1 and values[0] >= 0:
        return values[0]
    inverses = []
    for v in values:
        if v < 0:
            raise statistics.StatisticsError("harmonic mean does not support negative values")
        if v == 0:
            return 0
        inverses.append(1 / v)
    return len(values) / math.fsum(inverses)


def median(data: Any) -> Any:
    values = _ordered(data)
    middle = len(values) // 2
    return values[middle] if len(values) % 2 == 1 else (values[middle - 1] + values[middle]) / 2


def median_low(data: Any) -> Any:
    values = _ordered(data)
    return values[(len(values) - 1) // 2]


def median_high(data: Any) -> Any:
    values = _ordered(data)
    return values[len(values) // 2]


def _ordered(data: Any) -> list[Any]:
    values = sorted(data)
    if len(values) == 0:
        raise statistics.StatisticsError("no median for empty data")
    return values


def mode(data: Any) -> Any:
    """The first of the commonest values."""
    found = multimode(data)
    if len(found) == 0:
        raise statistics.StatisticsError("no mode for empty data")
    return found[0]


def multimode(data: Any) -> list[Any]:
    counts: dict[Any, int] = {}
    for value in data:
        counts[value] = counts.get(value, 0) + 1
    most = max(counts.values(), default=0)
    return [value for value, count in counts.items() if count == most]


def variance(data: Any, xbar: Any = None) -> Any:
    values = list(data)
    if len(values) < 2:
        raise statistics.StatisticsError("variance requires at least two data points")
    return _spread(values, xbar, len(values) - 1)


def pvariance(data: Any, mu: Any = None) -> Any:
    values = list(data)
    if len(values) < 1:
        raise statistics.StatisticsError("pvariance requires at least one data point")
    return _spread(values, mu, len(values))


def stdev(data: Any, xbar: Any = None) -> float:
    values = list(data)
    if len(values) < 2:
        raise statistics.StatisticsError("stdev requires at least two data points")
    return math.sqrt(_spread(values, xbar, len(values) - 1))


def pstdev(data: Any, mu: Any = None) -> float:
    values = list(data)
    if len(values) < 1:
        raise statistics.StatisticsError("pstdev requires at least one data point")
    return math.sqrt(_spread(values, mu, len(values)))


def _spread(values: list[Any], center: Any, count: int) -> Any:
    """The sum of the squared distances from ``center``, or else from the mean, divided by ``count``."""
    if center is None and all(isinstance(v, int) for v in values):
        size = len(values)
        total = sum(values)
        return _quotient(size * sum([v * v for v in values]) - total * total, size * count)
    if center is not None:
        return math.fsum([(v - center) * (v - center) for v in values]) / count
    middle = math.fsum(values) / len(values)
    distances = [v - middle for v in values]
    rest = math.fsum(distances)  # what the mean's own rounding leaves
    return (math.fsum([d * d for d in distances]) - rest * rest / len(values)) / count


def quantiles(data: Any, n: int = 4, method: str = "exclusive") -> list[Any]:
    if n < 1:
        raise statistics.StatisticsError("n must be at least 1")
    values = sorted(data)
    size = len(values)
    if size < 2:
        raise statistics.StatisticsError("must have at least two data points")
    if method == "inclusive":
        shift = size - 1
    elif method == "exclusive":
        shift = size + 1
    else:
        raise ValueError(f"Unknown method: {method!r}")
    result = []
    for i in range(1, n):
        place = i * shift // n
        if method == "inclusive":
            part = i * shift - place * n
            result.append((values[place] * (n - part) + values[place + 1] * part) / n)
        else:
            place = min(max(place, 1), size - 1)
            part = i * shift - place * n
            result.append((values[place - 1] * (n - part) + values[place] * part) / n)
    return result
