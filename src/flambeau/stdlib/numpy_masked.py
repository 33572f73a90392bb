"""``numpy.ma`` in the language itself: arrays some of whose elements don't count.

np.ma.compress_rows(np.ma.masked_invalid(boxes))   # the rows without NaN and infinity
np.ma.masked_where(depths == 0, depths).mean()     # of the depths that are known
"""

from __future__ import annotations

from typing import Any

import numpy as np


class Masked:
    """``hidden`` is True where an element doesn't count: nowhere without a mask (``numpy.ma.nomask``)."""

    stands_for = np.ma.MaskedArray
    known_as = "numpy:ndarray[masked]"

    def __init__(self, data: Any, hidden: Any, has_mask: bool) -> None:
        self.data = data
        self.hidden = hidden
        self.has_mask = has_mask

    def __len__(self) -> int:
        return len(self.data)

    @property
    def mask(self) -> Any:
        return self.hidden if self.has_mask else np.bool_(False)

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
        found, hidden = self.data[key], self.hidden[key]
        if isinstance(found, np.ndarray):
            return Masked(found, hidden, self.has_mask)
        if hidden:
            raise NotImplementedError("an element that is masked, as a number: use filled()")
        return found

    def copy(self) -> Any:
        return Masked(self.data.copy(), self.hidden.copy(), self.has_mask)

    def filled(self, fill_value: Any = None) -> Any:
        if not self.has_mask:
            return self.data
        made = self.data.copy()
        if fill_value is None:
            kind = made.dtype.kind
            fill_value = True if kind == "b" else 999999 if kind in "iu" else 1e20
        made[self.hidden] = fill_value
        return made

    def compressed(self) -> Any:
        return self.data.ravel()[~self.hidden.ravel()]

    def count(self, axis: Any = None) -> Any:
        return (~self.hidden).sum(axis=axis)

    def sum(self, axis: Any = None) -> Any:
        total = np.where(self.hidden, np.zeros((), self.data.dtype), self.data).sum(axis=axis)
        return self._reduced(total, axis)

    def mean(self, axis: Any = None) -> Any:
        if not self.has_mask and axis is None:
            return self.data.mean()
        total = np.where(self.hidden, np.zeros((), self.data.dtype), self.data).sum(axis=axis)
        counted = (~self.hidden).sum(axis=axis)
        if axis is None:
            self._needs_some()
            return total * 1.0 / counted
        return Masked(total * 1.0 / np.maximum(counted, 1), counted == 0, self.has_mask or bool((counted == 0).any()))

    def var(self, axis: Any = None, ddof: int = 0) -> Any:
        if not self.has_mask and axis is None:
            return self.data.var(ddof=ddof)
        counted = (~self.hidden).sum(axis=axis, keepdims=True)
        values = np.where(self.hidden, np.zeros((), self.data.dtype), self.data)
        mean = values.sum(axis=axis, keepdims=True) * 1.0 / np.maximum(counted, 1)
        squares = np.where(self.hidden, np.zeros((), mean.dtype), (self.data - mean) ** 2).sum(axis=axis)
        left = (~self.hidden).sum(axis=axis) - ddof
        if axis is None:
            self._needs_some()
            return squares / left
        return Masked(squares / np.maximum(left, 1), left <= 0, self.has_mask or bool((left <= 0).any()))

    def std(self, axis: Any = None, ddof: int = 0) -> Any:
        spread = self.var(axis, ddof)
        if _is_masked(spread):
            return Masked(np.sqrt(spread.data), spread.hidden, spread.has_mask)
        return np.sqrt(spread)

    def min(self, axis: Any = None) -> Any:
        if axis is None:
            self._needs_some()
            return self.compressed().min()
        return self._reduced(self._with(self._largest()).min(axis=axis), axis)

    def max(self, axis: Any = None) -> Any:
        if axis is None:
            self._needs_some()
            return self.compressed().max()
        return self._reduced(self._with(self._least()).max(axis=axis), axis)

    def argmin(self, axis: Any = None) -> Any:
        return self._with(self._largest()).argmin(axis=axis)

    def argmax(self, axis: Any = None) -> Any:
        return self._with(self._least()).argmax(axis=axis)

    def _with(self, value: Any) -> Any:
        return np.where(self.hidden, np.array(value, dtype=self.data.dtype), self.data)

    def _largest(self) -> Any:
        return np.inf if self.data.dtype.kind == "f" else np.iinfo(self.data.dtype).max

    def _least(self) -> Any:
        return -np.inf if self.data.dtype.kind == "f" else np.iinfo(self.data.dtype).min

    def _needs_some(self) -> None:
        if self.has_mask and bool(self.hidden.all()):
            raise NotImplementedError("numpy.ma.masked, which is what comes of an array that is masked everywhere")

    def _reduced(self, result: Any, axis: Any) -> Any:
        if axis is None:
            self._needs_some()
            return result
        hidden = self.hidden.all(axis=axis)
        return Masked(result, hidden, self.has_mask)

    def _joined(self, found: Any, other: Any) -> Any:
        """What an operator found; where an operand is masked the left one's element stands."""
        hidden, has_mask = self.hidden, self.has_mask
        if _is_masked(other):
            hidden, has_mask = hidden | other.hidden, has_mask or other.has_mask
        hidden = np.broadcast_to(hidden, found.shape).copy()
        if has_mask:
            np.copyto(found, np.broadcast_to(self.data, found.shape), casting="unsafe", where=hidden)
        return Masked(found, hidden, has_mask)

    def _divided(self, a: Any, b: Any, found: Any, other: Any) -> Any:
        """What a division found: masked too where NumPy calls the divisor too small."""
        made = np.array(found)
        hidden, has_mask = self.hidden, True
        if _is_masked(other):
            hidden = hidden | other.hidden
        hidden = hidden | (np.abs(a) * np.finfo(float).tiny >= np.abs(b)) | ~np.isfinite(made)
        made = np.where(hidden, np.zeros((), made.dtype), made)
        stand_ins = np.multiply(hidden, a)
        if np.can_cast(stand_ins.dtype, made.dtype, casting="safe"):
            made = made + stand_ins
        return Masked(made, hidden, has_mask)

    def _compared(self, found: Any, other: Any) -> Any:
        hidden, has_mask = self.hidden, self.has_mask
        if _is_masked(other):
            hidden, has_mask = hidden | other.hidden, has_mask or other.has_mask
        return Masked(found, np.broadcast_to(hidden, found.shape).copy(), has_mask)

    def __add__(self, other: Any) -> Any:
        return self._joined(self.data + _data(other), other)

    def __radd__(self, other: Any) -> Any:
        return self.__add__(other)

    def __sub__(self, other: Any) -> Any:
        return self._joined(self.data - _data(other), other)

    def __mul__(self, other: Any) -> Any:
        return self._joined(self.data * _data(other), other)

    def __rmul__(self, other: Any) -> Any:
        return self.__mul__(other)

    def __truediv__(self, other: Any) -> Any:
        return self._divided(self.data, _data(other), self.data / _data(other), other)

    def __neg__(self) -> Any:
        return Masked(np.where(self.hidden, self.data, -self.data), self.hidden.copy(), True)

    def __abs__(self) -> Any:
        return Masked(np.where(self.hidden, self.data, np.abs(self.data)), self.hidden.copy(), True)

    def __lt__(self, other: Any) -> Any:
        return self._compared(self.data < _data(other), other)

    def __le__(self, other: Any) -> Any:
        return self._compared(self.data <= _data(other), other)

    def __gt__(self, other: Any) -> Any:
        return self._compared(self.data > _data(other), other)

    def __ge__(self, other: Any) -> Any:
        return self._compared(self.data >= _data(other), other)

    def __rsub__(self, other: Any) -> Any:
        _unsupported()

    def __rtruediv__(self, other: Any) -> Any:
        _unsupported()

    def __pow__(self, other: Any) -> Any:
        _unsupported()

    def __eq__(self, other: Any) -> Any:
        _unsupported()


def _is_masked(value: Any) -> bool:
    return isinstance(value, np.ma.MaskedArray)


def _data(value: Any) -> Any:
    """What an operator computes with: a number is an array here, whose dtype counts."""
    return value.data if _is_masked(value) else np.asarray(value)


def _unsupported() -> None:
    raise NotImplementedError("this operator of masked arrays can't be compiled: compute with filled() or compressed()")


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
    if not bool(masked.hidden.any()):
        return masked.data
    if bool(masked.hidden.all()):
        return np.array([])
    whole = ~masked.hidden.any(axis=across)
    return masked.data[whole] if across == 1 else masked.data[:, whole]
