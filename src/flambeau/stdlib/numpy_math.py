"""NumPy's functions of numbers along a line."""

from __future__ import annotations

from typing import Any

import numpy as np
import torch

from . import numpy_linalg


def middle_of_convolution(whole: Any, a: Any, v: Any, mode: str) -> Any:
    """What ``numpy.convolve`` gives in the modes "same" and "valid", of the full convolution."""
    longer = max(np.size(a), np.size(v))
    shorter = min(np.size(a), np.size(v))
    if mode == "valid":
        return whole[shorter - 1 : longer]
    start = (shorter - 1) // 2
    return whole[start : start + longer]


def arrays_of(tensors: Any) -> list[Any]:
    """Tensors as arrays on their memory."""
    return [tensor.numpy() for tensor in tensors]


def wrapped(array: Any) -> Any:
    """What ``Tensor.__array_wrap__`` makes of NumPy's result: bools become uint8."""
    held = np.asarray(array)
    return torch.from_numpy(held.astype(np.uint8) if held.dtype == np.bool_ else held)


def correlate(a: Any, v: Any, mode: Any = "valid") -> Any:
    """``numpy.correlate``."""
    a, v = np.asarray(a), _conjugate(np.asarray(v))
    if v.size > a.size and mode != "full":
        return np.convolve(v, a[::-1], mode)[::-1]
    return np.convolve(a, v[::-1], mode)


def _conjugate(x: Any) -> Any:
    return np.conjugate(x) if x.dtype.kind == "c" else x


def vdot(a: Any, b: Any, /) -> Any:
    """``numpy.vdot``: of all elements, those of ``a`` conjugated."""
    return np.dot(_conjugate(np.asarray(a).ravel()), np.asarray(b).ravel())


def reduceat(fn: Any, array: Any, indices: Any, axis: int = 0) -> Any:
    """``ufunc.reduceat``: of the elements from each index to the next; of the one alone where that isn't larger."""
    moved = np.moveaxis(np.asarray(array), axis, 0)
    places = [int(i) for i in np.asarray(indices)]
    parts = []
    for at, first in enumerate(places):
        last = places[at + 1] if at + 1 < len(places) else moved.shape[0]
        parts.append(fn.reduce(moved[first:last], axis=0) if last > first else moved[first])
    return np.moveaxis(np.stack(parts), 0, axis)


class vectorize:
    """``numpy.vectorize``: a function of numbers, called for each element of arrays that are broadcast."""

    def __init__(self, pyfunc: Any, otypes: Any = None, doc: Any = None) -> None:
        self.pyfunc = pyfunc
        self.otypes = otypes

    def __call__(self, *args: Any) -> Any:
        return elementwise(self.pyfunc, self.otypes, args)


def elementwise(pyfunc: Any, otypes: Any, args: Any) -> Any:
    """What a vectorised function gives for arrays and numbers. What it gives for the first elements, which are of
    NumPy's classes, decides the dtypes; then it is called for each of Python's numbers."""
    parts = np.broadcast_arrays(*args)
    shape = parts[0].shape
    lists = [p.ravel().tolist() for p in parts]
    if otypes is not None:
        rows = [pyfunc(*row) for row in zip(*lists)]
        return np.array(rows, dtype=otypes[0]).reshape(shape)
    if parts[0].size == 0:
        raise ValueError("cannot call `vectorize` on size 0 inputs unless `otypes` is set")
    first = pyfunc(*[p.ravel()[0] for p in parts])
    made = [pyfunc(*row) for row in zip(*lists)]
    if isinstance(first, tuple):
        return tuple([_column([row[k] for row in made], first[k]).reshape(shape) for k in range(len(first))])
    return _column(made, first).reshape(shape)


def _column(values: Any, first: Any) -> Any:
    """Results as an array of the dtype that the first has; texts are as long as they are."""
    if isinstance(first, str):
        return np.array([str(value) for value in values])
    return np.array(values, dtype=np.asarray(first).dtype)


def inner(a: Any, b: Any) -> Any:
    """``numpy.inner``: products along the last axes."""
    a, b = np.asarray(a), np.asarray(b)
    if a.ndim == 0 or b.ndim == 0:
        return np.multiply(a, b)
    return np.dot(a, b) if b.ndim == 1 else np.dot(a, np.moveaxis(b, -1, -2))


def tensordot(a: Any, b: Any, axes: Any = 2) -> Any:
    """``numpy.tensordot``."""
    a, b = np.asarray(a), np.asarray(b)
    if isinstance(axes, int):
        of_a, of_b = list(range(-axes, 0)), list(range(axes))
    else:
        of_a = [int(d) for d in axes[0]] if np.ndim(axes[0]) else [int(axes[0])]
        of_b = [int(d) for d in axes[1]] if np.ndim(axes[1]) else [int(axes[1])]
    of_a = [d + a.ndim if d < 0 else d for d in of_a]
    of_b = [d + b.ndim if d < 0 else d for d in of_b]
    if [a.shape[d] for d in of_a] != [b.shape[d] for d in of_b]:
        raise ValueError("shape-mismatch for sum")
    left = [d for d in range(a.ndim) if d not in of_a]
    right = [d for d in range(b.ndim) if d not in of_b]
    size = 1
    for d in of_a:
        size *= a.shape[d]
    rows = a.transpose(left + of_a).reshape(-1, size)
    columns = b.transpose(of_b + right).reshape(size, -1)
    return np.dot(rows, columns).reshape([a.shape[d] for d in left] + [b.shape[d] for d in right])


def cross(a: Any, b: Any, axisa: int = -1, axisb: int = -1, axisc: int = -1, axis: Any = None) -> Any:
    """``numpy.cross`` of vectors of three elements."""
    if axis is not None:
        axisa, axisb, axisc = axis, axis, axis
    a, b = np.moveaxis(np.asarray(a), axisa, -1), np.moveaxis(np.asarray(b), axisb, -1)
    if a.shape[-1] != 3 or b.shape[-1] != 3:
        raise ValueError("Both input arrays must be (arrays of) 3-dimensional vectors, but they are "
                         f"{a.shape[-1]} and {b.shape[-1]} dimensional instead.")  # fmt: skip
    made = np.stack(
        [
            a[..., 1] * b[..., 2] - a[..., 2] * b[..., 1],
            a[..., 2] * b[..., 0] - a[..., 0] * b[..., 2],
            a[..., 0] * b[..., 1] - a[..., 1] * b[..., 0],
        ],
        axis=-1,
    )
    return np.moveaxis(made, -1, axisc)


def diff(a: Any, n: int = 1, axis: int = -1, prepend: Any = None, append: Any = None) -> Any:
    """``numpy.diff``."""
    if n < 0:
        raise ValueError("order must be non-negative but got " + repr(n))
    if n == 0:
        return a
    a = np.asarray(a)
    if a.ndim == 0:
        raise ValueError("diff requires input that is at least one dimensional")
    moved = np.moveaxis(a, axis, 0)
    if prepend is not None:
        moved = np.concatenate([_as_rows(prepend, moved, axis), moved])
    if append is not None:
        moved = np.concatenate([moved, _as_rows(append, moved, axis)])
    for _ in range(n):
        moved = moved[1:] != moved[:-1] if moved.dtype.kind == "b" else moved[1:] - moved[:-1]
    return np.moveaxis(moved, 0, axis)


def _as_rows(value: Any, moved: Any, axis: int) -> Any:
    value = np.asarray(value)
    if value.ndim == 0:
        return np.broadcast_to(value, (1,) + moved.shape[1:])
    return np.moveaxis(value, axis, 0)


def ediff1d(ary: Any, to_end: Any = None, to_begin: Any = None) -> Any:
    """``numpy.ediff1d``."""
    flat = np.asarray(ary).ravel()
    made = np.subtract(flat[1:], flat[:-1])
    if to_begin is not None:
        made = np.concatenate([np.ravel(to_begin).astype(made.dtype), made])
    if to_end is not None:
        made = np.concatenate([made, np.ravel(to_end).astype(made.dtype)])
    return made


def gradient_along(f: Any, spacing: Any, axis: int, edge_order: int) -> Any:
    """The derivative of ``numpy.gradient`` along one axis; ``spacing`` is a number or the places of the points."""
    f = np.asarray(f)
    if f.dtype.kind in "iub":
        f = f.astype(np.float64)
    moved = np.moveaxis(f, axis, 0)
    if moved.shape[0] < edge_order + 1:
        raise ValueError(
            "Shape of array too small to calculate a numerical gradient, "
            "at least (edge_order + 1) elements are required."
        )
    out = np.empty_like(moved)
    if np.ndim(spacing) == 0:
        out[1:-1] = (moved[2:] - moved[:-2]) / (2.0 * spacing)
        left, right = spacing, spacing
    else:
        steps = np.diff(np.asarray(spacing))
        before = steps[:-1].reshape((-1,) + (1,) * (moved.ndim - 1))
        after = steps[1:].reshape((-1,) + (1,) * (moved.ndim - 1))
        if (steps == steps[0]).all():
            out[1:-1] = (moved[2:] - moved[:-2]) / (2.0 * steps[0])
        else:
            out[1:-1] = (
                -after / (before * (before + after)) * moved[:-2]
                + (after - before) / (before * after) * moved[1:-1]
                + before / (after * (before + after)) * moved[2:]
            )
        left, right = steps[0], steps[-1]
    if edge_order == 1:
        out[0] = (moved[1] - moved[0]) / left
        out[-1] = (moved[-1] - moved[-2]) / right
    else:
        out[0] = (-1.5 * moved[0] + 2.0 * moved[1] - 0.5 * moved[2]) / left
        out[-1] = (0.5 * moved[-3] - 2.0 * moved[-2] + 1.5 * moved[-1]) / right
    return np.moveaxis(out, 0, axis)


def norm(x: Any, ord: Any = None, axis: Any = None, keepdims: bool = False) -> Any:
    """``numpy.linalg.norm``."""
    x = np.asarray(x)
    if x.dtype.kind not in "fc":
        x = x.astype(np.float64)
    if axis is None and ord is None:
        result = np.sqrt((np.abs(x.ravel()) ** 2).sum())
        return np.asarray(result).reshape((1,) * x.ndim) if keepdims else result
    if axis is None:
        if x.ndim == 1:
            axis = 0
        else:
            if x.ndim != 2:
                raise ValueError("Improper number of dimensions to norm.")
            return matrix_norm(x, ord, 0, 1, keepdims)
    if isinstance(axis, (tuple, list)):
        if len(axis) == 2:
            return matrix_norm(x, ord, axis[0], axis[1], keepdims)
        axis = axis[0]
    return vector_norm(x, ord, axis, keepdims)


def vector_norm(x: Any, ord: Any, axis: int, keepdims: bool) -> Any:
    """The norm of vectors along one axis."""
    if ord is None or ord == 2:
        return np.sqrt((np.abs(x) ** 2).sum(axis=axis, keepdims=keepdims))
    if isinstance(ord, str):
        raise ValueError(f"Invalid norm order '{ord}' for vectors")
    if ord == np.inf:
        return np.abs(x).max(axis=axis, keepdims=keepdims)
    if ord == -np.inf:
        return np.abs(x).min(axis=axis, keepdims=keepdims)
    if ord == 0:
        return (x != 0).astype(np.abs(x).dtype).sum(axis=axis, keepdims=keepdims)
    if ord == 1:
        return np.abs(x).sum(axis=axis, keepdims=keepdims)
    return (np.abs(x) ** ord).sum(axis=axis, keepdims=keepdims) ** (1.0 / ord)


def matrix_norm(x: Any, ord: Any, row: int, column: int, keepdims: bool) -> Any:
    """The norm of matrices in two axes."""
    if ord is None or ord == "fro" or ord == "f":
        return np.sqrt((np.abs(x) ** 2).sum(axis=(row, column), keepdims=keepdims))
    if ord == 1:
        result = np.abs(x).sum(axis=row, keepdims=True).max(axis=column, keepdims=True)
    elif ord == -1:
        result = np.abs(x).sum(axis=row, keepdims=True).min(axis=column, keepdims=True)
    elif ord == np.inf:
        result = np.abs(x).sum(axis=column, keepdims=True).max(axis=row, keepdims=True)
    elif ord == -np.inf:
        result = np.abs(x).sum(axis=column, keepdims=True).min(axis=row, keepdims=True)
    elif ord == 2 or ord == -2 or ord == "nuc":
        return numpy_linalg.matrix_norm_by_values(x, ord, row, column, keepdims)
    else:
        raise ValueError("Invalid norm order for matrices.")
    return result if keepdims else np.squeeze(result, (row, column))[()]


def interpolate_periodically(x: Any, xp: Any, fp: Any, period: Any) -> Any:
    """``numpy.interp`` of angles and the like: every ``period`` the values are the same."""
    if period == 0:
        raise ValueError("period must be a non-zero value")
    around = np.abs(period)
    places = np.asarray(xp, dtype=np.float64) % around
    order = np.argsort(places, kind="stable")
    places, values = places[order], np.asarray(fp, dtype=np.float64)[order]
    places = np.concatenate((places[-1:] - around, places, places[:1] + around))
    values = np.concatenate((values[-1:], values, values[:1]))
    return np.interp(np.asarray(x, dtype=np.float64) % around, places, values)


def nan_to_num(x: Any, copy: bool = True, nan: Any = 0.0, posinf: Any = None, neginf: Any = None) -> Any:
    """``numpy.nan_to_num``."""
    x = np.array(x)
    if x.dtype.kind != "f":
        return x[()]
    limits = np.finfo(x.dtype)
    x[np.isnan(x)] = nan
    x[x == np.inf] = limits.max if posinf is None else posinf
    x[x == -np.inf] = limits.min if neginf is None else neginf
    return x[()]


def accumulate(name: Any, array: Any, axis: int = 0) -> Any:
    """``ufunc.accumulate``: each element with all before it."""
    made = np.array(array)
    moved = np.moveaxis(made, axis, 0)
    for i in range(1, moved.shape[0]):
        moved[i] = name(moved[i - 1], moved[i])
    return made


def angle(z: Any, deg: bool = False) -> Any:
    """``numpy.angle``."""
    z = np.asarray(z)
    if z.dtype.kind == "c":
        found = np.arctan2(z.imag, z.real)
    else:
        found = np.arctan2(0, z)
    return found * (180 / np.pi) if deg else found


def cov(
    m: Any, y: Any = None, rowvar: bool = True, bias: bool = False, ddof: Any = None, fweights: None = None,
    aweights: None = None, *, dtype: Any = None,
) -> Any:  # fmt: skip
    """``numpy.cov`` without weights."""
    rows = np.array(m, ndmin=2, dtype=np.result_type(np.asarray(m), np.float64) if dtype is None else dtype)
    if not rowvar and np.asarray(m).ndim != 1:
        rows = rows.T
    if y is not None:
        other = np.array(y, ndmin=2, dtype=rows.dtype)
        if not rowvar and other.shape[0] != 1:
            other = other.T
        rows = np.concatenate((rows, other), axis=0)
    lost = (0 if bias else 1) if ddof is None else ddof
    centred = rows - rows.mean(axis=1)[:, None]
    product = np.dot(centred, centred.T.conj()) * np.true_divide(1, max(rows.shape[1] - lost, 0))
    return product.squeeze()


def corrcoef(x: Any, y: Any = None, rowvar: bool = True) -> Any:
    """``numpy.corrcoef``."""
    made = np.asarray(cov(x, y, rowvar))
    if made.ndim == 0:
        return made / made
    spread = np.sqrt(np.diag(made))
    return np.clip(made / spread[:, None] / spread[None, :], -1, 1)


def unwrap(p: Any, discont: Any = None, axis: int = -1, *, period: Any = 2 * np.pi) -> Any:
    """``numpy.unwrap``."""
    p = np.asarray(p)
    steps = np.moveaxis(np.diff(p, axis=axis), axis, 0)
    wrapped = np.mod(steps + period / 2, period) - period / 2
    wrapped = np.where((wrapped == -period / 2) & (steps > 0), period / 2, wrapped)
    least = period / 2 if discont is None else discont
    corrections = np.where(np.abs(steps) < least, 0, wrapped - steps)
    made = np.moveaxis(np.array(p.astype(np.float64) if p.dtype.kind in "iub" else p), axis, 0)
    made[1:] = np.moveaxis(p, axis, 0)[1:] + corrections.cumsum(axis=0)
    return np.moveaxis(made, 0, axis)


def sinc(x: Any) -> Any:
    """``numpy.sinc``."""
    x = np.asarray(x)
    if x.dtype.kind in "iub":
        x = x.astype(np.float64)
    scaled = np.pi * np.where(x == 0, np.full((), np.finfo(x.dtype).eps, x.dtype), x)
    return np.sin(scaled) / scaled


def softmax(x: Any, axis: Any = None) -> Any:
    """``scipy.special.softmax``."""
    x = np.asarray(x)
    raised = np.exp(x - np.max(x, axis=axis, keepdims=True))
    return raised / np.sum(raised, axis=axis, keepdims=True)


def log_softmax(x: Any, axis: Any = None) -> Any:
    """``scipy.special.log_softmax``."""
    x = np.asarray(x)
    shifted = x - np.max(x, axis=axis, keepdims=True)
    return shifted - np.log(np.sum(np.exp(shifted), axis=axis, keepdims=True))


def linspace_between(start: Any, stop: Any, num: int, endpoint: bool, dtype: Any, axis: int) -> Any:
    """``numpy.linspace`` between arrays: the numbers and their step."""
    inexact = np.result_type(start, stop, 0.0)
    first, last = np.asarray(start).astype(inexact), np.asarray(stop).astype(inexact)
    delta = last - first
    parts = num - 1 if endpoint else num
    shape = (num,) + (1,) * delta.ndim
    places = np.arange(0, num).reshape(shape).astype(delta.dtype)
    step = delta / parts if parts > 0 else np.full_like(delta, np.nan)
    made = places * step if parts > 0 and np.all(step != 0) else places / max(parts, 1) * delta
    made = made + first
    if endpoint and num > 1:
        made[-1] = last
    if axis != 0:
        made = np.moveaxis(made, 0, axis)
    if dtype is not None:
        if np.issubdtype(dtype, np.integer):
            made = np.floor(made)
        made = made.astype(dtype)
    return made, step


def _not_supported(name: str) -> str:
    return (
        f"ufunc '{name}' not supported for the input types, and the inputs could not be safely coerced to any "
        "supported types according to the casting rule ''safe''"
    )


def float_power(x1: Any, x2: Any, /) -> Any:
    """``numpy.float_power``: powers in double precision."""
    a, b = np.asarray(x1), np.asarray(x2)
    if a.dtype.kind == "c" or b.dtype.kind == "c":
        return np.power(a.astype(np.complex128), b.astype(np.complex128))
    return np.power(a.astype(np.float64), b.astype(np.float64))


def ldexp(x1: Any, x2: Any, /) -> Any:
    """``numpy.ldexp``: ``x1 * 2 ** x2``."""
    given, power = np.asarray(x1), np.asarray(x2)
    if power.dtype.kind not in "iub":
        raise TypeError(_not_supported("ldexp"))
    small = given.dtype.kind == "b" or given.dtype == np.uint8 or given.dtype == np.int8
    if given.dtype.kind != "f":
        given = given.astype(np.float16) if small else given.astype(np.float64)
    return (given.astype(np.float64) * np.exp2(power.astype(np.float64))).astype(given.dtype)


def bitwise_count(x: Any, /) -> Any:
    """``numpy.bitwise_count``: the ones among the bits of absolute values."""
    given = np.asarray(x)
    if given.dtype.kind not in "iub":
        raise TypeError(_not_supported("bitwise_count"))
    rest = np.abs(given.astype(np.int64)) if given.dtype.kind == "i" else given.astype(np.uint64)
    rest = rest.astype(np.uint64)
    count = np.zeros(given.shape, dtype=np.uint8)
    while np.any(rest):
        count = count + (rest & np.uint64(1)).astype(np.uint8)
        rest = rest >> np.uint64(1)
    return count


def vecdot(x1: Any, x2: Any, /, axis: int = -1) -> Any:
    """``numpy.vecdot``: sums of products along an axis, the first ones conjugated."""
    a, b = np.asarray(x1), np.asarray(x2)
    products = (np.conjugate(a) if a.dtype.kind == "c" else a) * b
    return np.sum(products, axis=axis, dtype=products.dtype)
