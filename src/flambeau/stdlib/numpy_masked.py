"""``numpy.ma`` in the language itself: arrays some of whose elements don't count.

np.ma.compress_rows(np.ma.masked_invalid(boxes))   # the rows without NaN and infinity
np.ma.masked_where(depths == 0, depths).mean()     # of the depths that are known
"""

from __future__ import annotations

from typing import Any

import numpy as np


class Masked:
    """``mask`` is True where an element doesn't count. Without one (``numpy.ma.nomask``) it is False everywhere."""

    stands_for = np.ma.MaskedArray
    known_as = "numpy:ndarray[masked]"

    def __init__(self, data: Any, mask: Any, has_mask: bool) -> None:
        self.data = data
        self.mask = mask
        self.has_mask = has_mask

    def __len__(self) -> int:
        return len(self.data)

    @property
    def shape(self) -> Any:
        return self.data.shape

    @property
    def ndim(self) -> Any:
        return self.data.ndim

    @property
    def size(self) -> Any:
        return self.data.size

    @property
    def dtype(self) -> Any:
        return self.data.dtype

    def __getitem__(self, key: Any) -> Any:
        found, hidden = self.data[key], self.mask[key]
        if isinstance(found, np.ndarray):
            return Masked(found, hidden, self.has_mask)
        if hidden:
            raise NotImplementedError("an element that is masked, as a number: use filled()")
        return found

    def copy(self) -> Any:
        return Masked(self.data.copy(), self.mask.copy(), self.has_mask)

    def filled(self, fill_value: Any = None) -> Any:
        if not self.has_mask:
            return self.data
        made = self.data.copy()
        if fill_value is None:
            kind = made.dtype.kind
            fill_value = True if kind == "b" else 999999 if kind in "iu" else 1e20
        made[self.mask] = fill_value
        return made

    def compressed(self) -> Any:
        return self.data.ravel()[~self.mask.ravel()]

    def count(self, axis: Any = None) -> Any:
        return (~self.mask).sum(axis=axis)

    def sum(self, axis: Any = None) -> Any:
        total = np.where(self.mask, np.zeros((), self.data.dtype), self.data).sum(axis=axis)
        return self._reduced(total, axis)

    def mean(self, axis: Any = None) -> Any:
        if not self.has_mask and axis is None:
            return self.data.mean()
        total = np.where(self.mask, np.zeros((), self.data.dtype), self.data).sum(axis=axis)
        counted = (~self.mask).sum(axis=axis)
        if axis is None:
            self._needs_some()
            return total * 1.0 / counted
        return Masked(total * 1.0 / np.maximum(counted, 1), counted == 0, self.has_mask or bool((counted == 0).any()))

    def min(self, axis: Any = None) -> Any:
        return self._extreme(axis).min()

    def max(self, axis: Any = None) -> Any:
        return self._extreme(axis).max()

    def _extreme(self, axis: Any) -> Any:
        if axis is not None:
            raise NotImplementedError("the extremes of a masked array along an axis")
        self._needs_some()
        return self.compressed()

    def _needs_some(self) -> None:
        if self.has_mask and bool(self.mask.all()):
            raise NotImplementedError("numpy.ma.masked, which is what comes of an array that is masked everywhere")

    def _reduced(self, result: Any, axis: Any) -> Any:
        if axis is None:
            self._needs_some()
            return result
        hidden = self.mask.all(axis=axis)
        return Masked(result, hidden, self.has_mask)

    def __add__(self, other: Any) -> Any:
        _unsupported()

    def __sub__(self, other: Any) -> Any:
        _unsupported()

    def __mul__(self, other: Any) -> Any:
        _unsupported()

    def __truediv__(self, other: Any) -> Any:
        _unsupported()

    def __eq__(self, other: Any) -> Any:
        _unsupported()

    def __lt__(self, other: Any) -> Any:
        _unsupported()

    def __gt__(self, other: Any) -> Any:
        _unsupported()


def _unsupported() -> None:
    raise NotImplementedError("operators of masked arrays can't be compiled: compute with filled() or compressed()")


def masked_where(condition: Any, a: Any, copy: bool = True) -> Any:
    """``numpy.ma.masked_where``: without a mask where the condition holds nowhere."""
    data = np.array(a) if copy else np.asarray(a)
    hidden = np.array(condition, dtype=bool)
    if hidden.shape != data.shape:
        raise IndexError(
            f"Inconsistent shape between the condition and the input (got {hidden.shape} and {data.shape})"
        )
    return Masked(data, hidden, bool(hidden.any()))


def masked_invalid(a: Any, copy: bool = True) -> Any:
    """``numpy.ma.masked_invalid``: NaN and infinity don't count."""
    data = np.array(a) if copy else np.asarray(a)
    return masked_where(~np.isfinite(data), data, False)


def masked_equal(x: Any, value: Any, copy: bool = True) -> Any:
    return masked_where(np.equal(x, value), x, copy)


def masked_less(x: Any, value: Any, copy: bool = True) -> Any:
    return masked_where(np.less(x, value), x, copy)


def masked_less_equal(x: Any, value: Any, copy: bool = True) -> Any:
    return masked_where(np.less_equal(x, value), x, copy)


def masked_greater(x: Any, value: Any, copy: bool = True) -> Any:
    return masked_where(np.greater(x, value), x, copy)


def masked_array(data: Any, mask: Any = None) -> Any:
    """``numpy.ma.array`` and ``masked_array``, of data and where it doesn't count."""
    held = np.array(data)
    if mask is None:
        return Masked(held, np.zeros(held.shape, dtype=bool), False)
    return Masked(held, np.broadcast_to(np.array(mask, dtype=bool), held.shape).copy(), True)


def compress_rows(a: Any) -> Any:
    """``numpy.ma.compress_rows``: the rows in which everything counts."""
    if a.ndim != 2:
        raise NotImplementedError("compress_rows works for 2D arrays only.")
    return _kept(a, 1)


def compress_cols(a: Any) -> Any:
    if a.ndim != 2:
        raise NotImplementedError("compress_cols works for 2D arrays only.")
    return _kept(a, 0)


def _kept(a: Any, across: int) -> Any:
    if not isinstance(a, np.ma.MaskedArray):
        return np.asarray(a)
    masked: Any = a
    if not bool(masked.mask.any()):
        return masked.data
    if bool(masked.mask.all()):
        return np.array([])
    whole = ~masked.mask.any(axis=across)
    return masked.data[whole] if across == 1 else masked.data[:, whole]
