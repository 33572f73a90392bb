"""scipy.ndimage's functions that read an image between its elements: at given places, moved, turned or by a matrix.

ndimage.map_coordinates(image, [rows, columns], order=1, mode="reflect")      # elastic deformations
ndimage.rotate(volume, 10, axes=(1, 2), reshape=False, order=0)

As in SciPy everything is worked out in float64, the neighbours' terms are added in the same order, and places beyond
the ends are led back in by the mode before they are read.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from scipy.ndimage import _ni_support

from .scipy_morphology import spline_coefficients

MODES = ("constant", "nearest", "reflect", "mirror", "wrap")


def _led_back(places: Any, size: int, mode: str) -> Any:
    """Places within reach of the elements; for "constant" -1 stands for those that are beyond them."""
    top = float(size - 1)
    if mode == "constant":
        return np.where((places < 0) | (places > top), -1.0, places)
    if mode == "nearest":
        return np.clip(places, 0.0, top)
    if size <= 1:
        return np.zeros_like(places)
    if mode == "wrap":
        below = places + top * (np.trunc(-places / top) + 1)
        return np.where(places < 0, below, np.where(places > top, places - top * np.trunc(places / top), places))
    period = 2.0 * size - 2 if mode == "mirror" else 2.0 * size
    above = places - period * np.trunc(places / period)
    if mode == "mirror":
        below = period * np.trunc(-places / period) + places
        below = np.where(below <= 1 - size, below + period, -below)
        above = np.where(above >= size, period - above, above)
    else:
        below = np.where(places < -period, period * np.trunc(-places / period) + places, places)
        below = np.where(below < -size, below + period, -below - 1)
        above = np.where(above >= size, period - above - 1, above)
    return np.where(places < 0, below, np.where(places > top, above, places))


def _element(index: Any, size: int, mode: str) -> Any:
    """Which element stands for one beyond the ends."""
    if size == 1:
        return np.zeros_like(index)
    if mode == "reflect":
        index = np.where(index < 0, -index - 1, index)
        return np.where(index >= size, 2 * size - 1 - index, index)
    index = np.abs(index)
    return np.where(index >= size, 2 * size - 2 - index, index)


def _weights(places: Any, order: int) -> tuple[Any, list[Any]]:
    """The first of the neighbours of places, and how much each of them counts."""
    if order == 0:
        return np.floor(places + 0.5).astype(np.int64), [np.ones(places.shape)]
    first = np.floor(places)
    y = places - first
    z = 1.0 - y
    if order == 1:
        return first.astype(np.int64), [z, 1.0 - z]
    before, at = z * z * z / 6.0, (y * y * (y - 2.0) * 3.0 + 4.0) / 6.0
    after = (z * z * (z - 2.0) * 3.0 + 4.0) / 6.0
    return first.astype(np.int64) - 1, [before, at, after, 1.0 - before - at - after]


def _read(input: Any, places: list[Any], order: int, mode: str, cval: float, prefilter: bool) -> Any:
    """What lies at the places, which are arrays of one shape, one for each axis of the input."""
    if order not in (0, 1, 3) or mode not in MODES or (order == 3 and mode not in ("constant", "mirror")):
        raise NotImplementedError(f"scipy.ndimage: splines of the order {order} with the mode {mode!r}")
    values = input.astype(np.float64)
    if order == 3 and prefilter:
        for axis in range(values.ndim):
            values = np.moveaxis(spline_coefficients(np.moveaxis(values, axis, -1).copy()), -1, axis)
    flat, beyond = values.ravel(), np.zeros(places[0].shape, dtype=bool)
    offsets, weights = [], []
    step = values.size
    for axis in range(values.ndim):
        size = values.shape[axis]
        step //= size
        led = _led_back(places[axis], size, mode)
        if mode == "constant":
            beyond = beyond | (led < 0)
        first, shares = _weights(led, order)
        offsets.append([_element(first + place, size, mode) * step for place in range(order + 1)])
        weights.append(shares)
    total = np.zeros(places[0].shape)
    rank, count = values.ndim, order + 1
    for corner in range(count**rank):
        corners = [corner // count ** (rank - 1 - axis) % count for axis in range(rank)]
        index = np.zeros(places[0].shape, dtype=np.int64)
        for axis in range(rank):
            index = index + offsets[axis][corners[axis]]
        term = flat[np.where(beyond, 0, index)]
        for axis in range(rank):
            term = term * weights[axis][corners[axis]]
        total = total + term
    return np.where(beyond, float(cval), total)


def _written(found: Any, output: Any, input: Any) -> Any:
    held = _ni_support._get_output(output, input, shape=found.shape)
    if held.dtype.kind == "u":
        found = np.minimum(np.where(found > 0, found + 0.5, 0.0), float(np.iinfo(held.dtype).max))
    elif held.dtype.kind == "i":
        found = np.where(found > 0, found + 0.5, found - 0.5)
    held[...] = found.astype(held.dtype)
    return held


def map_coordinates(
    input: Any, coordinates: Any, output: Any = None, order: int = 3, mode: str = "constant", cval: float = 0.0,
    prefilter: bool = True,
) -> Any:  # fmt: skip
    """``scipy.ndimage.map_coordinates``."""
    given, places = np.asarray(input), np.asarray(coordinates)
    if places.ndim < 1 or places.shape[0] != given.ndim:
        raise RuntimeError("invalid shape for coordinate array")
    axes = [places[axis].astype(np.float64) for axis in range(given.ndim)]
    return _written(_read(given, axes, order, mode, cval, prefilter), output, given)


def _grid(shape: Any) -> list[Any]:
    return [grid.astype(np.float64) for grid in np.indices(shape)]


def affine_transform(
    input: Any, matrix: Any, offset: Any = 0.0, output_shape: Any = None, output: Any = None, order: int = 3,
    mode: str = "constant", cval: float = 0.0, prefilter: bool = True,
) -> Any:  # fmt: skip
    """``scipy.ndimage.affine_transform``, of matrices with and without the offset in their last column."""
    given, factors = np.asarray(input), np.asarray(matrix).astype(np.float64)
    rank = given.ndim
    shift = np.zeros(rank) + np.asarray(offset).astype(np.float64)
    if factors.ndim == 2 and factors.shape[1] == rank + 1 and factors.shape[0] in (rank, rank + 1):
        shift = factors[:rank, rank]
        factors = factors[:rank, :rank]
    if factors.shape[0] != rank:
        raise RuntimeError("affine matrix has wrong number of rows")
    places = _grid(given.shape if output_shape is None else output_shape)
    if factors.ndim == 1:
        axes = [(places[axis] + shift[axis] / factors[axis]) * factors[axis] for axis in range(rank)]
    else:
        axes = []
        for row in range(rank):
            total = np.zeros(places[0].shape)
            for column in range(rank):
                total = total + places[column] * factors[row, column]
            axes.append(total + shift[row])
    return _written(_read(given, axes, order, mode, cval, prefilter), output, given)


def shift(
    input: Any, shift: Any, output: Any = None, order: int = 3, mode: str = "constant", cval: float = 0.0,
    prefilter: bool = True,
) -> Any:  # fmt: skip
    """``scipy.ndimage.shift``."""
    given = np.asarray(input)
    by = np.zeros(given.ndim) + np.asarray(shift).astype(np.float64)
    axes = [places - by[axis] for axis, places in enumerate(_grid(given.shape))]
    return _written(_read(given, axes, order, mode, cval, prefilter), output, given)


def rotate(
    input: Any, angle: float, axes: Any = (1, 0), reshape: bool = True, output: Any = None, order: int = 3,
    mode: str = "constant", cval: float = 0.0, prefilter: bool = True,
) -> Any:  # fmt: skip
    """``scipy.ndimage.rotate`` in the plane of two axes."""
    given = np.asarray(input)
    first, second = sorted([axis + given.ndim if axis < 0 else axis for axis in axes])
    turn = np.array([[_cosine(angle), _cosine(angle - 90)], [-_cosine(angle - 90), _cosine(angle)]])
    plane = np.array([given.shape[first], given.shape[second]])
    size = plane
    if reshape:
        height, width = float(plane[0]), float(plane[1])
        bounds = turn @ np.array([[0.0, 0.0, height, height], [0.0, width, 0.0, width]])
        size = (bounds.max(axis=1) - bounds.min(axis=1) + 0.5).astype(int)
    offset = (plane - 1) / 2 - turn @ ((size - 1) / 2)
    planes = np.moveaxis(given, [first, second], [-2, -1])
    rows = np.ascontiguousarray(planes).reshape(-1, int(plane[0]), int(plane[1]))
    shape = int(size[0]), int(size[1])
    turned = [affine_transform(row, turn, offset, shape, None, order, mode, cval, prefilter) for row in rows]
    made = np.array(turned).reshape(planes.shape[:-2] + shape)
    found = np.moveaxis(made, [-2, -1], [first, second])
    held = _ni_support._get_output(output, given, shape=found.shape)
    held[...] = found
    return held


def _cosine(degrees: float) -> float:
    """Exact for quarter turns."""
    quarters = degrees / 90.0
    if quarters == math.floor(quarters):
        return (1.0, 0.0, -1.0, 0.0)[int(quarters) % 4]
    return math.cos(math.radians(degrees))
