"""NumPy's functions that pad, insert, delete, and make grids and windows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np


class Flags:
    """``ndarray.flags``."""

    def __init__(self, c_contiguous: bool, f_contiguous: bool, may_be_written: bool) -> None:
        self.c_contiguous = c_contiguous
        self.f_contiguous = f_contiguous
        self.contiguous = c_contiguous
        self.fortran = f_contiguous
        self.fnc = f_contiguous and not c_contiguous
        self.forc = f_contiguous or c_contiguous
        self.may_be_written = may_be_written
        self.aligned = True

    @property
    def writeable(self) -> bool:
        return self.may_be_written

    @writeable.setter
    def writeable(self, wanted: Any) -> None:
        if wanted and not self.may_be_written:
            raise ValueError("cannot set WRITEABLE flag to True of this array")
        if not wanted and self.may_be_written:
            raise NotImplementedError("a program's arrays can't be made read-only: leave flags.writeable as it is")

    def __getitem__(self, key: str) -> bool:
        if key in ("C_CONTIGUOUS", "C", "CONTIGUOUS"):
            return self.c_contiguous
        if key in ("F_CONTIGUOUS", "F", "FORTRAN"):
            return self.f_contiguous
        if key in ("WRITEABLE", "W"):
            return self.may_be_written
        if key in ("ALIGNED", "A"):
            return True
        raise KeyError("Unknown flag")


def same_class(a: Any, b: Any) -> Any:
    """``type(a) == type(b)`` of arrays and scalars."""
    if isinstance(a, np.ndarray) or isinstance(b, np.ndarray):
        return isinstance(a, np.ndarray) and isinstance(b, np.ndarray)
    return a.dtype == b.dtype


def axis_to_split(name: str, array: Any, least: int) -> int:
    """Along which axis ``numpy.hsplit``, ``vsplit`` or ``dsplit`` does: arrays of one dim have no columns."""
    if array.ndim < least:
        raise ValueError(f"{name} only works on arrays of {least} or more dimensions")
    if name == "hsplit":
        return 0 if array.ndim == 1 else 1
    return 0 if name == "vsplit" else 2


def joined(parts: Any, axis: int, least: int, place: int) -> Any:
    """``numpy.r_`` and ``numpy.c_`` of pairs: what to join, and whether a slice stood for it."""
    arrays: Any = []
    kinds: Any = []
    for part, is_range in parts:
        if isinstance(part, (bool, int, float, complex, np.generic)):
            arrays.append(np.array(part, ndmin=least))
            kinds.append(part)
            continue
        array = np.asarray(part)
        if is_range and least > 1 and place != -1:
            arrays.append(np.array(array, ndmin=least).swapaxes(-1, place))
        else:
            arrays.append(_with_dims(array, least, place))
        kinds.append(array.dtype)
    if not arrays:
        raise ValueError("need at least one array to concatenate")
    dtype = np.result_type(*kinds)
    return np.concatenate([array.astype(dtype) for array in arrays], axis=axis)


def _with_dims(array: Any, least: int, place: int) -> Any:
    """The array with ``least`` dims at least, its own at ``place`` among them; -1 is at the end."""
    added = least - array.ndim
    array = np.array(array, ndmin=least)
    if place == -1 or added <= 0:
        return array
    first = place + added + 1 if place < 0 else place
    axes = list(range(least))
    return array.transpose(axes[:first] + axes[added:] + axes[first:added])


def joined_all(arrays: Any, axis: int, least: int, place: int) -> Any:
    """The same of a tuple of any length."""
    return np.concatenate([_with_dims(array, least, place) for array in arrays], axis=axis)


def pad(
    array: Any, pad_width: Any, mode: str, constant_values: Any, end_values: Any, stat_length: Any, reflect_type: Any,
    places: Callable[..., Any],
) -> Any:  # fmt: skip
    """``numpy.pad``, one axis after the other; ``places`` gives the indices from which an axis is filled."""
    if reflect_type != "even":
        raise NotImplementedError("numpy.pad with reflect_type isn't supported")
    array = np.array(array)
    widths = np.broadcast_to(pad_width, (array.ndim, 2))
    values = np.broadcast_to(constant_values, (array.ndim, 2))
    ends = np.broadcast_to(end_values, (array.ndim, 2))
    if mode == "constant" or mode == "empty":
        return _pad_with_constants(array, widths, values.astype(array.dtype))
    for axis in range(array.ndim):
        before, after = int(widths[axis, 0]), int(widths[axis, 1])
        size = array.shape[axis]
        if before < 0 or after < 0:
            raise ValueError("index can't contain negative values")
        if size == 0 and before + after > 0:
            raise ValueError(f"can't extend empty axis {axis} using modes other than 'constant' or 'empty'")
        elif mode in ("edge", "reflect", "symmetric", "wrap"):
            array = np.take(array, places(size, before, after, mode), axis=axis)
        elif mode in ("maximum", "minimum", "mean") and stat_length is None:
            array = _pad_with_statistic(array, before, after, axis, mode)
        elif mode == "linear_ramp":
            left = _ramp(array, before, axis, 0, ends[axis, 0])
            right = np.flip(_ramp(array, after, axis, size - 1, ends[axis, 1]), axis)
            array = np.concatenate([left, array, right], axis=axis)
        else:
            raise ValueError(f"mode '{mode}' is not supported")
    return np.ascontiguousarray(array).reshape(array.shape)


def _pad_with_constants(array: Any, widths: Any, values: Any) -> Any:
    """The borders of one axis after the other, which overwrite those before in the corners; then what is within."""
    if np.any(widths < 0):
        raise ValueError("index can't contain negative values")
    padded = np.empty(tuple([array.shape[d] + int(widths[d].sum()) for d in range(array.ndim)]), dtype=array.dtype)
    inner = padded
    for axis in range(array.ndim):
        before, end = int(widths[axis, 0]), int(widths[axis, 0]) + array.shape[axis]
        moved = np.moveaxis(padded, axis, 0)
        moved[:before] = values[axis, 0]
        moved[end:] = values[axis, 1]
        inner = np.moveaxis(np.moveaxis(inner, axis, 0)[before:end], 0, axis)
    inner[...] = array
    return padded


def _pad_with_statistic(array: Any, before: int, after: int, axis: int, mode: str) -> Any:
    if mode == "maximum":
        edge = array.max(axis=axis, keepdims=True)
    elif mode == "minimum":
        edge = array.min(axis=axis, keepdims=True)
    else:
        edge = array.mean(axis=axis, keepdims=True)
        if array.dtype.kind in "iu":
            edge = np.rint(edge)
        edge = edge.astype(array.dtype)
    return np.concatenate([np.repeat(edge, before, axis=axis), array, np.repeat(edge, after, axis=axis)], axis=axis)


def _ramp(array: Any, count: int, axis: int, edge: int, end: Any) -> Any:
    """``count`` layers from ``end`` towards the layer ``edge`` of the axis, which isn't among them."""
    layer = np.take(array, [edge], axis=axis)
    shape = [1] * array.ndim
    shape[axis] = count
    share = (np.arange(count) / max(count, 1)).reshape(shape)
    made = end + share * (layer - end)
    return (np.trunc(made) if array.dtype.kind in "iu" else made).astype(array.dtype)


def insert(arr: Any, obj: Any, values: Any, axis: Any = None) -> Any:
    """``numpy.insert``."""
    arr = np.asarray(arr)
    if axis is None:
        arr = arr.ravel()
        axis = 0
    size = arr.shape[axis]
    values = np.array(values, dtype=arr.dtype, ndmin=arr.ndim)
    if np.ndim(obj) == 0:
        index = int(obj)
        if index < -size or index > size:
            raise IndexError(f"index {obj} is out of bounds for axis {axis} with size {size}")
        values = np.moveaxis(values, 0, axis)
        count = values.shape[axis]
        if index < 0:
            index += size
        indices = np.arange(index, index + count)
    else:
        indices = np.array(obj)
        if indices.dtype.kind == "b":
            indices = np.flatnonzero(indices)
        indices = np.where(indices < 0, indices + size, indices).astype(np.int64)
        count = len(indices)
        order = indices.argsort()
        indices[order] += np.arange(count)
    old = np.ones(size + count, dtype=bool)
    old[indices] = False
    moved = np.moveaxis(arr, axis, 0)
    made = np.empty((size + count,) + moved.shape[1:], dtype=arr.dtype)
    made[old] = moved
    shaped = np.broadcast_to(values, np.moveaxis(made[indices], 0, axis).shape)
    made[indices] = np.moveaxis(shaped, axis, 0)
    return np.ascontiguousarray(np.moveaxis(made, 0, axis))


def delete(arr: Any, obj: Any, axis: Any = None) -> Any:
    """``numpy.delete``."""
    arr = np.asarray(arr)
    if axis is None:
        arr = arr.ravel()
        axis = 0
    size = arr.shape[axis]
    keep = np.ones(size, dtype=bool)
    if not isinstance(obj, (slice, int)):
        obj = np.asarray(obj)
        if obj.size == 0:
            obj = obj.astype(np.int64)
    if isinstance(obj, int) and not -size <= obj < size:
        raise IndexError(f"index {obj} is out of bounds for axis {axis} with size {size}")
    keep[obj] = False
    return np.ascontiguousarray(np.moveaxis(np.moveaxis(arr, axis, 0)[keep], 0, axis))


def meshgrid(*xi: Any, copy: bool = True, sparse: bool = False, indexing: str = "xy") -> Any:
    """``numpy.meshgrid``: a tuple of arrays."""
    if indexing not in ("xy", "ij"):
        raise ValueError("Valid values for `indexing` are 'xy' and 'ij'.")
    count = len(xi)
    axes = list(range(count))
    if indexing == "xy" and count > 1:
        axes[0], axes[1] = 1, 0
    grids = [np.asarray(x).reshape((1,) * axis + (-1,) + (1,) * (count - 1 - axis)) for x, axis in zip(xi, axes)]
    if not sparse:
        grids = [np.array(grid) for grid in np.broadcast_arrays(*grids)]
    elif copy:
        grids = [grid.copy() for grid in grids]
    return tuple(grids)


def sliding_window_view(
    x: Any, window_shape: Any, axis: Any = None, *, subok: bool = False, writeable: bool = False
) -> Any:
    """``numpy.lib.stride_tricks.sliding_window_view``."""
    x = np.asarray(x)
    window = [int(w) for w in window_shape] if np.ndim(window_shape) else [int(window_shape)]
    if axis is None:
        axes = list(range(x.ndim))
    else:
        axes = [int(a) for a in axis] if np.ndim(axis) else [int(axis)]
    if len(axes) != len(window):
        raise ValueError(
            "Must provide matching length window_shape and axis; got "
            f"{len(window)} window_shape elements and {len(axes)} axes elements."
        )
    shape = list(x.shape)
    strides = list(x.strides)
    for a, w in zip(axes, window):
        if shape[a] < w:
            raise ValueError("window shape cannot be larger than input array shape")
        shape[a] -= w - 1
        strides.append(x.strides[a])
    return np.lib.stride_tricks.as_strided(x, shape + window, strides)


def block(arrays: Any) -> Any:
    """``numpy.block`` of a list, or a list of lists."""
    if isinstance(arrays, list) and len(arrays) and isinstance(arrays[0], list):
        rows = [np.concatenate([np.atleast_2d(a) for a in row], axis=-1) for row in arrays]
        return np.concatenate(rows, axis=-2)
    if isinstance(arrays, list):
        return np.concatenate([np.atleast_1d(a) for a in arrays], axis=-1)
    return np.array(arrays)


def trace(a: Any, offset: int = 0, axis1: int = 0, axis2: int = 1, dtype: Any = None) -> Any:
    """``numpy.trace``."""
    return np.diagonal(a, offset, axis1, axis2).sum(axis=-1, dtype=dtype)


def tri(N: int, M: Any = None, k: int = 0, dtype: Any = float) -> Any:
    """``numpy.tri``."""
    columns = N if M is None else M
    return (np.arange(N)[:, None] >= np.arange(-k, columns - k)).astype(dtype)


def vander(x: Any, N: Any = None, increasing: bool = False) -> Any:
    """``numpy.vander``."""
    x = np.asarray(x)
    count = len(x) if N is None else N
    made = np.ones((len(x), count), dtype=np.promote_types(x.dtype, np.int64))
    for power in range(1, count):
        made[:, power] = made[:, power - 1] * x
    return made if increasing else np.ascontiguousarray(made[:, ::-1])


def argwhere(a: Any) -> Any:
    """``numpy.argwhere``."""
    return np.ascontiguousarray(np.transpose(np.asarray(np.nonzero(a))))


def compress(condition: Any, a: Any, axis: Any = None) -> Any:
    """``numpy.compress``."""
    return np.take(a, np.flatnonzero(condition), axis=axis)


def compress_along(a: Any, condition: Any, axis: Any = None) -> Any:
    """``ndarray.compress``."""
    return compress(condition, a, axis)


def place(arr: Any, mask: Any, vals: Any) -> None:
    """``numpy.place``: the values in turn, from the first again after the last."""
    count = np.count_nonzero(mask)
    if np.size(vals) == 0 and count > 0:
        raise ValueError("Cannot insert from an empty array!")
    arr[np.asarray(mask).astype(bool)] = np.resize(vals, count).astype(arr.dtype)


def putmask(a: Any, mask: Any, values: Any) -> None:
    """``numpy.putmask``: each element where the mask holds takes the value of its own place."""
    chosen = np.asarray(mask).astype(bool)
    a[chosen] = np.resize(values, a.shape)[chosen].astype(a.dtype)


def choose(a: Any, choices: Any) -> Any:
    """``numpy.choose``: element by element from one of several arrays."""
    parts = np.broadcast_arrays(np.asarray(a), *choices)
    return np.take_along_axis(np.stack(parts[1:]), parts[0][None], axis=0)[0]


def select(condlist: Any, choicelist: Any, default: Any = 0) -> Any:
    """``numpy.select``: the first choice whose condition holds."""
    values = [*choicelist, default]
    dtype = np.result_type(*values)
    # A number that the choices' dtype can't hold wraps, as NumPy casts it without a check.
    result = np.asarray(default).astype(dtype)
    for condition, choice in zip(reversed(condlist), reversed(choicelist)):
        result = np.where(condition, np.asarray(choice).astype(dtype), result)
    return result


def fromiter(iter: Any, dtype: Any, count: int = -1) -> Any:
    """``numpy.fromiter``."""
    items = list(iter)
    if count > len(items):
        raise ValueError(f"iterator too short: Expected {count} but iterator had only {len(items)} items.")
    return np.array(items if count < 0 else items[:count], dtype=dtype)


def packbits(a: Any, /, axis: Any = None, bitorder: str = "big") -> Any:
    """``numpy.packbits``."""
    array = np.asarray(a)
    if array.dtype.kind not in "biu":
        raise TypeError("Expected an input array of integer or boolean data type")
    if axis is None:
        array, axis = array.ravel(), 0
    bits = np.moveaxis((array != 0).astype(np.uint8), axis, -1)
    rest = (-bits.shape[-1]) % 8
    if rest > 0:
        bits = np.concatenate([bits, np.zeros(bits.shape[:-1] + (rest,), np.uint8)], axis=-1)
    weights = np.array([128, 64, 32, 16, 8, 4, 2, 1] if bitorder == "big" else [1, 2, 4, 8, 16, 32, 64, 128])
    packed = (bits.reshape(bits.shape[:-1] + (-1, 8)) * weights).sum(axis=-1).astype(np.uint8)
    return np.moveaxis(packed, -1, axis)


def unpackbits(a: Any, /, axis: Any = None, count: Any = None, bitorder: str = "big") -> Any:
    """``numpy.unpackbits``."""
    array = np.asarray(a)
    if array.dtype != np.uint8:
        raise TypeError("Expected an input array of unsigned byte data type")
    if axis is None:
        array, axis = array.ravel(), 0
    shifts = np.array([7, 6, 5, 4, 3, 2, 1, 0] if bitorder == "big" else [0, 1, 2, 3, 4, 5, 6, 7])
    moved = np.moveaxis(array, axis, -1)
    bits = ((moved[..., None].astype(np.int64) >> shifts) & 1).astype(np.uint8).reshape(moved.shape[:-1] + (-1,))
    if count is not None:
        wanted = count if count >= 0 else bits.shape[-1] + count
        missing = max(0, wanted - bits.shape[-1])
        bits = np.concatenate([bits[..., :wanted], np.zeros(bits.shape[:-1] + (missing,), np.uint8)], axis=-1)
    return np.moveaxis(bits, -1, axis)


def normalize_axis_index(axis: int, ndim: int, msg_prefix: Any = None) -> int:
    """``numpy.lib.array_utils.normalize_axis_index``."""
    if not -ndim <= axis < ndim:
        reason = f"axis {axis} is out of bounds for array of dimension {ndim}"
        raise np.exceptions.AxisError(reason if msg_prefix is None else f"{msg_prefix}: {reason}")
    return axis + ndim if axis < 0 else axis


def unravel_index(indices: Any, shape: Any) -> Any:
    """``numpy.unravel_index`` in row-major order."""
    rest = np.asarray(indices)
    size = int(np.prod(shape))
    if rest.size and (rest.min() < 0 or rest.max() >= size):
        raise ValueError(
            f"index {rest.max() if rest.max() >= size else rest.min()} is out of bounds for array with size {size}"
        )
    places = []
    for dim in reversed(shape):
        places.append(rest % dim)
        rest = rest // dim
    return tuple(reversed(places))


def ravel_multi_index(multi_index: Any, dims: Any) -> Any:
    """``numpy.ravel_multi_index`` in row-major order."""
    flat = np.asarray(0)
    for places, dim in zip(multi_index, dims):
        places = np.asarray(places)
        if places.size and (places.min() < 0 or places.max() >= dim):
            raise ValueError("invalid entry in coordinates array")
        flat = flat * dim + places
    return flat


def apply_along_axis(func1d: Any, axis: int, arr: Any, *args: Any, **kwargs: Any) -> Any:
    """``numpy.apply_along_axis`` of a function that gives a number or an array."""
    moved = np.moveaxis(np.asarray(arr), axis, -1)
    rows = moved.reshape(-1, moved.shape[-1])
    if len(rows) == 0:
        raise ValueError("Cannot apply_along_axis when any iteration dimensions are 0")
    made = np.stack([np.asarray(func1d(row, *args, **kwargs)) for row in rows])
    shaped = made.reshape(moved.shape[:-1] + made.shape[1:])
    return shaped if shaped.ndim < moved.ndim else np.moveaxis(shaped, -1, axis)


def grid(starts: Any, stops: Any, steps: Any, sparse: bool) -> Any:
    """``numpy.mgrid[...]`` and, where ``sparse``, ``numpy.ogrid[...]``; an imaginary step counts the points."""
    lines = []
    for start, stop, step in zip(starts, stops, steps):
        if isinstance(step, complex):
            lines.append(np.linspace(start, stop, int(abs(step))))
        else:
            lines.append(np.arange(start, stop, step))
    dtype = np.result_type(*lines)
    grids = np.meshgrid(*[line.astype(dtype) for line in lines], indexing="ij", sparse=sparse)
    return grids if sparse else np.stack(grids)


def ranges(shape: Any) -> list[Any]:
    """The indices of each dim of a shape."""
    return [range(int(size)) for size in shape]


def with_indices(array: Any, indices: Any) -> list[tuple[Any, Any]]:
    """Each of ``indices`` with the element there."""
    return [(index, array[index]) for index in indices]
