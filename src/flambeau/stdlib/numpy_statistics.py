"""NumPy's statistics: medians, quantiles, averages, histograms, and those that leave NaN out."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.lib._histograms_impl import _hist_bin_selectors  # type: ignore[attr-defined]


def _rows(a: Any, axis: Any) -> Any:
    """The array with what is reduced as its last axis."""
    if axis is None:
        return a.reshape(-1)
    if isinstance(axis, (tuple, list)):
        moved = np.moveaxis(a, axis, range(-len(axis), 0))
        return moved.reshape(moved.shape[: -len(axis)] + (-1,))
    return np.moveaxis(a, axis, -1)


def _kept(result: Any, a: Any, axis: Any) -> Any:
    """The result with the reduced axes as 1."""
    if axis is None:
        return np.asarray(result).reshape((1,) * a.ndim)
    return np.expand_dims(result, axis)


def median(a: Any, axis: Any = None, out: None = None, overwrite_input: bool = False, keepdims: bool = False) -> Any:
    """``numpy.median``."""
    a = np.asarray(a)
    ordered = np.sort(_rows(a, axis), axis=-1)
    count = ordered.shape[-1]
    if count == 0:
        result = ordered.mean(axis=-1)
    else:
        result = ordered[..., (count - 1) // 2 : count // 2 + 1].mean(axis=-1)
        if a.dtype.kind == "f":
            result = np.where(np.isnan(ordered[..., -1]), np.nan, result)[()]
    return _kept(result, a, axis) if keepdims else result


def quantile(
    a: Any, q: Any, axis: Any = None, out: None = None, overwrite_input: bool = False, method: str = "linear",
    keepdims: bool = False, *, weights: None = None,
) -> Any:  # fmt: skip
    """``numpy.quantile`` by the methods linear, lower, higher, midpoint and nearest."""
    a = np.asarray(a)
    fractions = np.asarray(q)
    if isinstance(q, (int, float)) and a.dtype.kind == "f":
        fractions = fractions.astype(a.dtype)
    if not ((fractions >= 0).all() and (fractions <= 1).all()):
        raise ValueError("Quantiles must be in the range [0, 1]")
    return _quantile(a, fractions, axis, method, keepdims)


def percentile(
    a: Any, q: Any, axis: Any = None, out: None = None, overwrite_input: bool = False, method: str = "linear",
    keepdims: bool = False, *, weights: None = None,
) -> Any:  # fmt: skip
    """``numpy.percentile``."""
    a = np.asarray(a)
    if a.dtype.kind == "f":
        fractions = np.asarray(np.true_divide(q, np.full((), 100, dtype=a.dtype)))
    else:
        fractions = np.asarray(np.true_divide(q, 100))
    if not ((fractions >= 0).all() and (fractions <= 1).all()):
        raise ValueError("Percentiles must be in the range [0, 100]")
    return _quantile(a, fractions, axis, method, keepdims)


def _quantile(a: Any, fractions: Any, axis: Any, method: str, keepdims: bool) -> Any:
    ordered = np.sort(np.moveaxis(_rows(a, axis), -1, 0), axis=0)
    count = ordered.shape[0]
    if count == 0:
        raise IndexError("index -1 is out of bounds for axis 0 with size 0")
    if fractions.dtype.kind in "iub":
        fractions = fractions.astype(np.float64)
    places = (count - 1) * fractions
    if method == "lower":
        result = np.take(ordered, np.floor(places).astype(np.int64), axis=0)
    elif method == "higher":
        result = np.take(ordered, np.ceil(places).astype(np.int64), axis=0)
    elif method == "nearest":
        result = np.take(ordered, np.rint(places).astype(np.int64), axis=0)
    elif method == "midpoint" or method == "linear":
        below = np.floor(places)
        share = np.asarray(places - below)
        if method == "midpoint":
            share = np.where(share == 0, share, np.full((), 0.5, dtype=share.dtype))
        share = share.reshape(share.shape + (1,) * (ordered.ndim - 1))
        low = np.take(ordered, below.astype(np.int64), axis=0)
        high = np.take(ordered, np.minimum(below.astype(np.int64) + 1, count - 1), axis=0)
        result = _between(low, high, share)
    else:
        raise NotImplementedError(f"the method {method!r} of quantiles isn't supported")
    if a.dtype.kind == "f":
        result = np.where(np.isnan(ordered[-1]), np.nan, result)[()]
    if keepdims:
        if axis is None:
            return np.asarray(result).reshape(fractions.shape + (1,) * a.ndim)
        return np.expand_dims(result, axis if fractions.ndim == 0 or axis < 0 else axis + fractions.ndim)
    return result


def _between(low: Any, high: Any, share: Any) -> Any:
    """The point between two numbers, from the nearer end."""
    if low.dtype.kind == "b":
        raise TypeError(
            "numpy boolean subtract, the `-` operator, is not supported, use the bitwise_xor, the `^` operator, or the "
            "logical_xor function instead."
        )
    difference = np.subtract(high, low)
    from_low = np.asarray(low + difference * share)
    from_high = high - difference * (1 - share)
    return np.where(share >= 0.5, from_high, from_low)[()]


def average(a: Any, axis: Any = None, weights: Any = None, returned: bool = False, *, keepdims: bool = False) -> Any:
    """``numpy.average``."""
    a = np.asarray(a)
    if weights is None:
        result = a.mean(axis=axis, keepdims=keepdims)
        total = np.full_like(result, a.size / np.size(result))
    else:
        weights = np.asarray(weights)
        dtype = np.result_type(a, weights)
        if a.dtype.kind in "iub":
            dtype = np.promote_types(dtype, np.float64)
        if a.shape != weights.shape:
            if axis is None:
                raise TypeError("Axis must be specified when shapes of a and weights differ.")
            if weights.ndim != 1:
                raise ValueError("Shape of weights must be consistent with shape of a along specified axis.")
            if weights.shape[0] != a.shape[axis]:
                raise ValueError("Shape of weights must be consistent with shape of a along specified axis.")
            weights = np.swapaxes(np.broadcast_to(weights, (a.ndim - 1) * (1,) + weights.shape), -1, axis)
        weights = np.broadcast_to(weights, a.shape)
        total = weights.sum(axis=axis, dtype=dtype, keepdims=keepdims)
        if np.any(total == 0.0):
            raise ZeroDivisionError("Weights sum to zero, can't be normalized")
        result = np.multiply(a, weights, dtype=dtype).sum(axis=axis, keepdims=keepdims) / total
    return (result, total) if returned else result


def histogram_bin_edges(a: Any, bins: Any = 10, range: Any = None, weights: Any = None) -> Any:
    """``numpy.histogram_bin_edges`` for a number of bins, given edges, or the name of an estimator."""
    a = np.asarray(a).ravel()
    if isinstance(bins, str):
        if weights is not None:
            raise TypeError("Automated estimation of the number of bins is not supported for weighted data")
        bins = _estimated_bins(a, bins, range)
    if np.ndim(bins) == 1:
        edges = np.asarray(bins)
        if np.any(edges[:-1] > edges[1:]):
            raise ValueError("`bins` must increase monotonically, when an array")
        return edges
    if bins < 1:
        raise ValueError("`bins` must be positive, when an integer")
    if range is not None:
        first, last = float(range[0]), float(range[1])
        if first > last:
            raise ValueError("max must be larger than min in range parameter.")
    elif a.size == 0:
        first, last = 0.0, 1.0
    else:
        first, last = float(a.min()), float(a.max())
    if first == last:
        first, last = first - 0.5, last + 0.5
    dtype = a.dtype if a.dtype.kind == "f" else np.dtype(np.float64)
    return np.linspace(first, last, bins + 1, endpoint=True, dtype=dtype)


def _estimated_bins(a: Any, name: str, range: Any) -> int:
    """How many bins there are, by the width that an estimator of NumPy's gives."""
    if name not in _hist_bin_selectors:
        raise ValueError(f"{name!r} is not a valid estimator for `bins`")
    first, last = (a.min(), a.max()) if range is None and a.size > 0 else (0.0, 1.0)
    if range is not None:
        first, last = float(range[0]), float(range[1])
        a = a[(a >= first) & (a <= last)]
    if a.size == 0:
        return 1
    if first == last:
        first, last = first - 0.5, last + 0.5
    width = float(_hist_bin_selectors[name](a, (first, last)))
    if width == 0.0:
        return 1
    if a.dtype.kind in "iu" and width < 1:
        width = 1.0
    return int(np.ceil((float(last) - float(first)) / width))


def histogram(a: Any, bins: Any = 10, range: Any = None, density: Any = None, weights: Any = None) -> Any:
    """``numpy.histogram``."""
    a = np.asarray(a).ravel()
    edges = histogram_bin_edges(a, bins, range, weights)
    if a.dtype.kind == "b":
        a = a.astype(np.uint8)
    count = len(edges) - 1
    inside = (a >= edges[0]) & (a <= edges[-1])
    places = np.searchsorted(edges, a[inside], side="right") - 1
    places = np.minimum(places, count - 1)
    if weights is None:
        found = np.bincount(places, minlength=count)
    else:
        found = np.bincount(places, weights=np.asarray(weights).ravel()[inside], minlength=count)
        if np.asarray(weights).dtype.kind in "biuf":
            found = found.astype(np.asarray(weights).dtype)
    if density:
        return found / np.diff(edges) / found.sum(), edges
    return found, edges


def digitize(x: Any, bins: Any, right: bool = False) -> Any:
    """``numpy.digitize``."""
    bins = np.asarray(bins)
    if bins.size and not (np.all(bins[:-1] <= bins[1:]) or np.all(bins[:-1] >= bins[1:])):
        raise ValueError("bins must be monotonically increasing or decreasing")
    if bins.size and bins[0] > bins[-1]:
        return len(bins) - np.searchsorted(bins[::-1], x, side="right" if right else "left")
    return np.searchsorted(bins, x, side="left" if right else "right")


def nansum(a: Any, axis: Any = None, dtype: Any = None, out: None = None, keepdims: bool = False) -> Any:
    """``numpy.nansum``."""
    a = np.asarray(a)
    return np.where(np.isnan(a), np.zeros((), a.dtype), a).sum(axis=axis, dtype=dtype, keepdims=keepdims)


def nanprod(a: Any, axis: Any = None, dtype: Any = None, out: None = None, keepdims: bool = False) -> Any:
    """``numpy.nanprod``."""
    a = np.asarray(a)
    return np.where(np.isnan(a), np.ones((), a.dtype), a).prod(axis=axis, dtype=dtype, keepdims=keepdims)


def nanmean(a: Any, axis: Any = None, dtype: Any = None, out: None = None, keepdims: bool = False) -> Any:
    """``numpy.nanmean``."""
    a = np.asarray(a)
    if a.dtype.kind != "f":
        return a.mean(axis=axis, dtype=dtype, keepdims=keepdims)
    total = nansum(a, axis, dtype, None, keepdims)
    count = np.sum(~np.isnan(a), axis=axis, keepdims=keepdims)
    return (total / count).astype(total.dtype)


def nanvar(a: Any, axis: Any = None, dtype: Any = None, out: None = None, ddof: Any = 0, keepdims: bool = False) -> Any:
    """``numpy.nanvar``."""
    a = np.asarray(a)
    if a.dtype.kind != "f":
        return a.var(axis=axis, dtype=dtype, ddof=ddof, keepdims=keepdims)
    distance = np.where(np.isnan(a), np.zeros((), a.dtype), a - nanmean(a, axis, dtype, None, True))
    freedom = np.sum(~np.isnan(a), axis=axis, keepdims=keepdims) - ddof
    squares = (distance * distance).sum(axis=axis, keepdims=keepdims)
    return np.where(freedom > 0, (squares / freedom).astype(squares.dtype), np.nan)[()]


def nanstd(a: Any, axis: Any = None, dtype: Any = None, out: None = None, ddof: Any = 0, keepdims: bool = False) -> Any:
    """``numpy.nanstd``."""
    return np.sqrt(nanvar(a, axis, dtype, None, ddof, keepdims))


def nanmax(a: Any, axis: Any = None, out: None = None, keepdims: bool = False) -> Any:
    """``numpy.nanmax``: NaN only where there is nothing else."""
    a = np.asarray(a)
    if a.dtype.kind != "f":
        return a.max(axis=axis, keepdims=keepdims)
    found = np.where(np.isnan(a), np.full((), -np.inf, a.dtype), a).max(axis=axis, keepdims=keepdims)
    return np.where(np.isnan(a).all(axis=axis, keepdims=keepdims), np.full((), np.nan, a.dtype), found)[()]


def nanmin(a: Any, axis: Any = None, out: None = None, keepdims: bool = False) -> Any:
    """``numpy.nanmin``: NaN only where there is nothing else."""
    a = np.asarray(a)
    if a.dtype.kind != "f":
        return a.min(axis=axis, keepdims=keepdims)
    found = np.where(np.isnan(a), np.full((), np.inf, a.dtype), a).min(axis=axis, keepdims=keepdims)
    return np.where(np.isnan(a).all(axis=axis, keepdims=keepdims), np.full((), np.nan, a.dtype), found)[()]


def nanargmax(a: Any, axis: Any = None) -> Any:
    """``numpy.nanargmax``."""
    a = np.asarray(a)
    if a.dtype.kind != "f":
        return a.argmax(axis=axis)
    if np.isnan(a).all(axis=axis).any():
        raise ValueError("All-NaN slice encountered")
    return np.where(np.isnan(a), np.full((), -np.inf, a.dtype), a).argmax(axis=axis)


def nanargmin(a: Any, axis: Any = None) -> Any:
    """``numpy.nanargmin``."""
    a = np.asarray(a)
    if a.dtype.kind != "f":
        return a.argmin(axis=axis)
    if np.isnan(a).all(axis=axis).any():
        raise ValueError("All-NaN slice encountered")
    return np.where(np.isnan(a), np.full((), np.inf, a.dtype), a).argmin(axis=axis)


def nanmedian(a: Any, axis: Any = None, out: None = None, overwrite_input: bool = False, keepdims: bool = False) -> Any:
    """``numpy.nanmedian``: NaN is sorted to the end, the rest has its middle."""
    a = np.asarray(a)
    if a.dtype.kind != "f":
        return median(a, axis, None, False, keepdims)
    ordered = np.sort(_rows(a, axis), axis=-1)
    if ordered.shape[-1] == 0:
        return median(a, axis, None, False, keepdims)
    counts = np.asarray(np.sum(~np.isnan(ordered), axis=-1))[..., None]
    low = np.take_along_axis(ordered, np.maximum(counts - 1, 0) // 2, axis=-1)
    high = np.take_along_axis(ordered, np.minimum(counts // 2, ordered.shape[-1] - 1), axis=-1)
    result = np.concatenate([low, high], axis=-1).mean(axis=-1)
    return _kept(result, a, axis) if keepdims else result


def nanquantile(
    a: Any, q: Any, axis: Any = None, out: None = None, overwrite_input: bool = False, method: str = "linear",
    keepdims: bool = False, *, weights: None = None,
) -> Any:  # fmt: skip
    """``numpy.nanquantile``: of each row without its NaN, NaN where nothing is left."""
    a = np.asarray(a)
    if a.dtype.kind != "f":
        return quantile(a, q, axis, None, False, method, keepdims)
    rows = _rows(a, axis)
    lines = rows.reshape(-1, rows.shape[-1])
    wanted = np.shape(q)
    made = np.full((lines.shape[0], *wanted), np.nan, dtype=a.dtype)
    for place in range(lines.shape[0]):
        line = lines[place][~np.isnan(lines[place])]
        if len(line):
            made[place] = quantile(line, q, None, None, False, method)
    made = np.moveaxis(made, 0, -1).reshape(wanted + rows.shape[:-1])[()]
    if not keepdims:
        return made
    shape = [1] * a.ndim
    if axis is not None:
        taken = [axis % a.ndim] if isinstance(axis, int) else [one % a.ndim for one in axis]
        shape = [1 if place in taken else size for place, size in enumerate(a.shape)]
    return np.asarray(made).reshape(wanted + tuple(shape))


def nanpercentile(
    a: Any, q: Any, axis: Any = None, out: None = None, overwrite_input: bool = False, method: str = "linear",
    keepdims: bool = False, *, weights: None = None,
) -> Any:  # fmt: skip
    """``numpy.nanpercentile``."""
    a = np.asarray(a)
    if a.dtype.kind != "f":
        return percentile(a, q, axis, None, False, method, keepdims)
    return nanquantile(a, np.true_divide(q, np.full((), 100, dtype=a.dtype)), axis, None, False, method, keepdims)
