"""scipy.special's functions by those that PyTorch has, sums of exponentials, ``zscore`` and ``mode`` of scipy.stats."""

from __future__ import annotations

import math
from typing import Any, NamedTuple

import numpy as np
import torch

LARGEST_OF_GAMMA = 171.62437695630272  # whose gamma a float64 holds


def _floats(x: Any) -> Any:
    given = np.asarray(x)
    return given if given.dtype.kind == "f" else given.astype(np.float64)


def _by_torch(function: Any, x: Any) -> Any:
    """A function of tensors for arrays and numbers."""
    given = _floats(x)
    return function(torch.from_numpy(np.ascontiguousarray(given))).numpy().reshape(given.shape)[()]


def erf(x: Any) -> Any:
    """``scipy.special.erf``."""
    return _by_torch(torch.special.erf, x)


def erfc(x: Any) -> Any:
    """``scipy.special.erfc``."""
    return _by_torch(torch.special.erfc, x)


def gammaln(x: Any) -> Any:
    """``scipy.special.gammaln``."""
    return _by_torch(torch.special.gammaln, x)


def gamma(x: Any) -> Any:
    """``scipy.special.gamma``: at 0 infinite, at negative whole numbers NaN."""
    given = _floats(x)
    return np.array([_gamma(float(v)) for v in given.ravel()], dtype=given.dtype).reshape(given.shape)[()]


def _gamma(x: float) -> float:
    if x != x or x == math.inf:
        return x
    if x == 0:
        return math.copysign(math.inf, x)
    if x == -math.inf or (x < 0 and x == math.floor(x)):
        return math.nan
    if x > LARGEST_OF_GAMMA:
        return math.inf
    return math.gamma(x)


def psi(x: Any) -> Any:
    """``scipy.special.psi``."""
    return _by_torch(torch.special.digamma, x)


digamma = psi


def i0(x: Any) -> Any:
    """``scipy.special.i0``."""
    return _by_torch(torch.special.i0, x)


def ndtr(x: Any) -> Any:
    """``scipy.special.ndtr``."""
    return _by_torch(torch.special.ndtr, x)


def logit(x: Any) -> Any:
    """``scipy.special.logit``."""
    given = _floats(x)
    return np.log(given / (1 - given))


def logsumexp(a: Any, axis: Any = None, b: Any = None, keepdims: Any = False, return_sign: Any = False) -> Any:
    """``scipy.special.logsumexp``."""
    if return_sign:
        raise NotImplementedError("logsumexp: return_sign isn't supported")
    given = _floats(a)
    top = np.max(given, axis=axis, keepdims=True)
    top = np.where(np.isfinite(top), top, np.zeros_like(top))
    raised = np.exp(given - top)
    if b is not None:
        raised = raised * b
    made = np.log(np.sum(raised, axis=axis, keepdims=True)) + top
    return made if keepdims else np.squeeze(made, axis=axis)[()]


def zscore(a: Any, axis: Any = 0, ddof: Any = 0, nan_policy: Any = "propagate") -> Any:
    """``scipy.stats.zscore``: NaN where all values are the same."""
    if nan_policy != "propagate":
        raise NotImplementedError("zscore: the nan_policy is 'propagate'")
    given = _floats(a)
    spread = np.std(given, axis=axis, ddof=ddof, keepdims=True)
    same = np.all(given == np.max(given, axis=axis, keepdims=True), axis=axis, keepdims=True)
    return (given - np.mean(given, axis=axis, keepdims=True)) / np.where(same, np.nan, spread)


def binom(n: Any, k: Any) -> Any:
    """``scipy.special.binom`` of whole numbers: how many ways there are to choose ``k`` of ``n``."""
    several, of = np.broadcast_arrays(np.asarray(n, dtype=np.float64), np.asarray(k, dtype=np.float64))
    pairs = zip(several.ravel().tolist(), of.ravel().tolist())
    return np.array([_chosen(one, another) for one, another in pairs], dtype=np.float64).reshape(several.shape)[()]


def _chosen(n: float, k: float) -> float:
    if n != math.floor(n) or k != math.floor(k):
        raise NotImplementedError("scipy.special.binom of fractions isn't supported")
    if n > 0 and k > n / 2:
        k = n - k
    if k < 0:
        return 0.0
    if k >= 20 and n >= 0:
        return math.exp(math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1))
    above, below = 1.0, 1.0
    for i in range(1, int(k) + 1):
        above *= i + n - k
        below *= i
        if abs(above) > 1e50:
            above /= below
            below = 1.0
    return above / below


def comb(N: Any, k: Any, *, exact: bool = False, repetition: bool = False) -> Any:
    """``scipy.special.comb``."""
    if repetition:
        N = N + k - 1
    if exact:
        return math.comb(N, k) if N >= 0 and k >= 0 else 0
    some = np.logical_and(np.logical_and(np.less_equal(k, N), np.greater_equal(N, 0)), np.greater_equal(k, 0))
    return np.where(some, binom(N, k), 0.0)[()]


def normal_pdf(x: Any, loc: Any = 0, scale: Any = 1) -> Any:
    """``scipy.stats.norm.pdf``."""
    apart = (_floats(x) - loc) / scale
    return (np.exp(-(apart**2) / 2.0) / math.sqrt(2 * math.pi) / scale)[()]


def normal_logpdf(x: Any, loc: Any = 0, scale: Any = 1) -> Any:
    """``scipy.stats.norm.logpdf``."""
    apart = (_floats(x) - loc) / scale
    return (-(apart**2) / 2.0 - math.log(math.sqrt(2 * math.pi)) - np.log(scale))[()]


def normal_cdf(x: Any, loc: Any = 0, scale: Any = 1) -> Any:
    """``scipy.stats.norm.cdf``."""
    return ndtr((_floats(x) - loc) / scale)


def normal_sf(x: Any, loc: Any = 0, scale: Any = 1) -> Any:
    """``scipy.stats.norm.sf``."""
    return ndtr(-((_floats(x) - loc) / scale))


def normal_ppf(q: Any, loc: Any = 0, scale: Any = 1) -> Any:
    """``scipy.stats.norm.ppf``."""
    return _by_torch(torch.special.ndtri, q) * scale + loc


class ModeResult(NamedTuple):
    """The commonest values and how often they occur."""

    mode: Any
    count: Any


def mode(a: Any, axis: Any = 0, nan_policy: str = "propagate", keepdims: bool = False) -> Any:
    """``scipy.stats.mode``: the smallest of the commonest values along a dim, NaN being one."""
    array = np.asarray(a)
    if axis is None:
        array = array.ravel()
        axis = 0
    moved = np.moveaxis(array, axis, -1)
    rows = moved.reshape(-1, moved.shape[-1])
    values: Any = np.zeros(len(rows), dtype=array.dtype)
    counts: Any = np.zeros(len(rows), dtype=np.int64)
    for i, row in enumerate(rows):
        found, times = np.unique(row, return_counts=True)
        commonest = np.argmax(times)
        values[i], counts[i] = found[commonest], times[commonest]
    values, counts = values.reshape(moved.shape[:-1]), counts.reshape(moved.shape[:-1])
    if keepdims:
        values, counts = np.expand_dims(values, axis), np.expand_dims(counts, axis)
    return ModeResult(values, counts)
