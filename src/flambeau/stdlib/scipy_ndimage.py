"""What scipy.ndimage does in C: its filters along an axis, extremes of a neighbourhood, labels of what hangs together.

The functions of scipy.ndimage themselves are Python, and compiled as they are. As in C, everything is worked out in
float64 and then given the dtype of the output; the terms of a sum are added in the same order.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from scipy.ndimage import _ni_support

_EXTENDED = ("edge", "wrap", "symmetric", "reflect", "constant", "wrap", "constant")  # by scipy's number of the mode
_LEAST = 2.220446049250313e-16  # up to here, weights count as equal


def _extended(values: Any, axis: int, before: int, after: int, mode: int, cval: float) -> Any:
    """The values with so many more at both ends of an axis."""
    widths = [[0, 0] for _ in range(values.ndim)]
    widths[axis] = [before, after]
    return _padded(values, widths, mode, cval)


def _padded(values: Any, widths: Any, mode: int, cval: float) -> Any:
    name = _EXTENDED[mode]
    if name == "constant":
        return np.pad(values, widths, mode="constant", constant_values=cval)
    if name == "edge":
        return np.pad(values, widths, mode="edge")
    if name == "wrap":
        return np.pad(values, widths, mode="wrap")
    return np.pad(values, widths, mode="symmetric") if name == "symmetric" else np.pad(values, widths, mode="reflect")


def _line(input: Any, axis: int, size: int, mode: int, cval: float, origin: int) -> Any:
    """The input with the axis at its end, longer by what a window of ``size`` reaches beyond."""
    half = size // 2
    moved = np.moveaxis(np.asarray(input).astype(np.float64), axis, -1)
    return _extended(moved, moved.ndim - 1, half + origin, size - half - 1 - origin, mode, cval)


def correlate(
    input: Any, weights: Any, axis: int = -1, output: Any = None, mode: str = "reflect", cval: float = 0.0,
    origin: int = 0,
) -> Any:  # fmt: skip
    """``scipy.ndimage.correlate1d`` of real numbers."""
    given, factors = np.asarray(input), np.asarray(weights)
    if given.dtype.kind == "c" or factors.dtype.kind == "c":
        raise NotImplementedError("filters of complex numbers")
    held = _ni_support._get_output(output, given)
    factors = factors.astype(np.float64)
    if factors.ndim != 1 or factors.shape[0] < 1:
        raise RuntimeError("no filter weights given")
    place = np.lib.array_utils.normalize_axis_index(axis, given.ndim)
    if not -(len(factors) // 2) <= origin <= (len(factors) - 1) // 2:
        raise ValueError("Invalid origin; origin must satisfy -(len(weights) // 2) <= origin <= (len(weights)-1) // 2")
    correlate1d(given, factors, place, held, _ni_support._extend_mode_to_code(mode), cval, origin)
    return held


def _write(output: Any, axis: int, values: Any) -> None:
    np.moveaxis(output, axis, -1)[...] = values.astype(output.dtype)


def correlate1d(input: Any, weights: Any, axis: int, output: Any, mode: int, cval: float, origin: int) -> None:
    size = len(weights)
    line = _line(input, axis, size, mode, cval, origin)
    length = line.shape[-1] - size + 1
    half = size // 2
    factors = [float(weight) for weight in weights]
    mirrored = [abs(factors[half + i] - factors[half - i]) <= _LEAST for i in range(1, half + 1) if size % 2 == 1]
    opposed = [abs(factors[half + i] + factors[half - i]) <= _LEAST for i in range(1, half + 1) if size % 2 == 1]
    if size % 2 == 1 and all(mirrored):
        total = line[..., half : half + length] * factors[half]
        for i in range(half):
            total = total + (line[..., i : i + length] + line[..., size - 1 - i : size - 1 - i + length]) * factors[i]
    elif size % 2 == 1 and all(opposed):
        total = line[..., half : half + length] * factors[half]
        for i in range(half):
            total = total + (line[..., i : i + length] - line[..., size - 1 - i : size - 1 - i + length]) * factors[i]
    else:
        total = line[..., size - 1 : size - 1 + length] * factors[size - 1]
        for i in range(size - 1):
            total = total + line[..., i : i + length] * factors[i]
    _write(output, axis, total)


def _weighed(input: Any, weights: Any, mode: int, cval: float, origins: Any) -> Any:
    """Sums of real numbers along all axes, one weight after the other: a view of the values starts where it reaches."""
    values, factors = input.astype(np.float64), weights.astype(np.float64)
    shape = values.shape
    reach = [[size // 2 + origin, size - size // 2 - 1 - origin] for size, origin in zip(factors.shape, origins)]
    values = np.ascontiguousarray(_padded(values, reach, mode, cval))
    flat, strides = values.ravel(), values.strides
    steps = [stride // 8 for stride in strides]
    total = np.zeros(shape)
    for place, factor in zip(np.ndindex(factors.shape), factors.ravel().tolist()):
        if abs(factor) > _LEAST:
            start = sum([at * step for at, step in zip(place, steps)])
            total += np.lib.stride_tricks.as_strided(flat[start:], shape, strides) * factor
    return total


def _filtered(input: Any, weights: Any, output: Any, mode: str, cval: float, origins: Any, conjugated: float) -> Any:
    """What both do once the weights lie as they are applied; ``conjugated`` is the sign of their imaginary parts."""
    if weights.ndim != input.ndim:
        raise RuntimeError(f"weights.ndim ({weights.ndim}) must match len(axes) ({input.ndim})")
    for origin, size in zip(origins, weights.shape):
        if not -(size // 2) <= origin <= (size - 1) // 2:
            raise ValueError("Invalid origin; origin must satisfy -(weights.shape[k] // 2) <= origin[k] <= "
                             "(weights.shape[k]-1) // 2")  # fmt: skip
    code = _ni_support._extend_mode_to_code(mode)
    total = _weighed(input.real, weights.real, code, cval, origins)
    if input.dtype.kind == "c" or weights.dtype.kind == "c":
        total = total - conjugated * _weighed(input.imag, weights.imag, code, 0.0, origins)
        turned = _weighed(input.imag, weights.real, code, 0.0, origins)
        turned = turned + conjugated * _weighed(input.real, weights.imag, code, cval, origins)
        held = (total + turned * 1j).astype(np.promote_types(input.dtype, np.complex64))
        if output is None:
            return held
        raise NotImplementedError("filters of complex numbers with an output of their own")
    held = _ni_support._get_output(output, input)
    held[...] = total.astype(held.dtype)
    return held


def _each_origin(origin: Any, rank: int) -> Any:
    return [origin] * rank if isinstance(origin, int) else list(origin)


def correlate_all(
    input: Any, weights: Any, output: Any = None, mode: str = "reflect", cval: float = 0.0, origin: Any = 0
) -> Any:
    """``scipy.ndimage.correlate``."""
    given, factors = np.asarray(input), np.asarray(weights)
    return _filtered(given, factors, output, mode, cval, _each_origin(origin, given.ndim), -1.0)


def convolve_all(
    input: Any, weights: Any, output: Any = None, mode: str = "reflect", cval: float = 0.0, origin: Any = 0
) -> Any:
    """``scipy.ndimage.convolve``: the weights are turned round."""
    given, factors = np.asarray(input), np.asarray(weights)
    origins = [-at - (1 - size % 2) for at, size in zip(_each_origin(origin, given.ndim), factors.shape)]
    return _filtered(given, np.flip(factors), output, mode, cval, origins, 1.0)


def uniform_filter1d(input: Any, size: int, axis: int, output: Any, mode: int, cval: float, origin: int) -> None:
    line = _line(input, axis, size, mode, cval, origin)
    length = line.shape[-1] - size + 1
    total = np.zeros(line.shape[:-1])
    for i in range(size):
        total = total + line[..., i]
    means = np.empty(line.shape[:-1] + (length,))
    for i in range(length):
        if i > 0:
            total = total + (line[..., i + size - 1] - line[..., i - 1])
        means[..., i] = total / float(size)
    _write(output, axis, means)


def min_or_max_filter1d(
    input: Any, size: int, axis: int, output: Any, mode: int, cval: float, origin: int, minimum: Any
) -> None:
    line = _line(input, axis, size, mode, cval, origin)
    length = line.shape[-1] - size + 1
    found = line[..., :length]
    for i in range(1, size):
        other = line[..., i : i + length]
        found = np.minimum(found, other) if minimum else np.maximum(found, other)
    _write(output, axis, found)


def extremes(
    input: Any, size: Any, footprint: Any, structure: Any, output: Any, mode: Any, cval: float, origin: Any,
    minimum: Any, axes: Any = None,
) -> Any:  # fmt: skip
    """What ``minimum_filter`` and ``maximum_filter`` do, one axis after the other where the neighbourhood is a box."""
    given = np.asarray(input)
    if structure is None and footprint is None and size is None:
        raise RuntimeError("no footprint provided")
    if axes is not None and len(axes) != given.ndim:
        raise NotImplementedError("minimum_filter() and maximum_filter() along some axes only")
    values = given
    if structure is None:
        sizes: Any = size
        box = True
        if footprint is not None:
            box = bool(np.asarray(footprint).all())
            sizes = np.asarray(footprint).shape
        if box:
            lengths = _ni_support._normalize_sequence(sizes, given.ndim)
            origins = _ni_support._normalize_sequence(origin, given.ndim)
            modes = _ni_support._normalize_sequence(mode, given.ndim)
            for axis in range(given.ndim):
                if lengths[axis] > 1:
                    after = np.zeros(given.shape, dtype=given.dtype)
                    code = _ni_support._extend_mode_to_code(modes[axis])
                    min_or_max_filter1d(
                        values, int(lengths[axis]), axis, after, code, cval, int(origins[axis]), minimum
                    )
                    values = after
            return _put(output, given, values)
    heights: Any = None if structure is None else np.asarray(structure, dtype=np.float64)
    places = np.ones(heights.shape, dtype=bool) if footprint is None else np.asarray(footprint).astype(bool)
    if not places.any():
        raise ValueError("All-zero footprint is not supported.")
    if places.ndim != given.ndim:
        raise RuntimeError(f"footprint.ndim ({places.ndim}) must match len(axes) ({given.ndim})")
    found = np.zeros(given.shape, dtype=given.dtype)
    starts = _ni_support._normalize_sequence(origin, given.ndim)
    code = _ni_support._extend_mode_to_code(mode)
    _min_or_max_filter(given, places, heights, found, code, cval, starts, minimum)
    return _put(output, given, found)


def _put(output: Any, input: Any, values: Any) -> Any:
    """The values as scipy hands them out: in the array that was given for them, or in one of the input's dtype."""
    held = _ni_support._get_output(output, input)
    held[...] = values
    return held


def _min_or_max_filter(
    input: Any, footprint: Any, structure: Any, output: Any, mode: int, cval: float, origins: Any, minimum: Any
) -> None:
    """Over the places of a neighbourhood that its footprint names, each raised or lowered by the structure."""
    values = np.asarray(input).astype(np.float64)
    shape = values.shape
    for axis in range(values.ndim):
        half, size, origin = footprint.shape[axis] // 2, footprint.shape[axis], int(origins[axis])
        values = _extended(values, axis, half + origin, size - half - 1 - origin, mode, cval)
    heights = structure[footprint] if structure is not None else None
    found = np.zeros(shape)
    for number, place in enumerate(np.argwhere(footprint)):
        part = values
        for axis in range(values.ndim):
            first = int(place[axis])
            part = np.moveaxis(np.moveaxis(part, axis, 0)[first : first + shape[axis]], 0, axis)
        if heights is not None:
            part = part - heights[number] if minimum else part + heights[number]
        if number == 0:
            found = part
        else:
            found = np.minimum(found, part) if minimum else np.maximum(found, part)
    output[...] = found.astype(output.dtype)


def label(input: Any, structure: Any, output: Any, connected: Callable[..., Any]) -> int:
    """Numbers the parts of an image, which ``connected`` finds, by the first pixel of each, line by line."""
    if input.ndim != 2:
        raise NotImplementedError(f"scipy.ndimage.label of an array of {input.ndim} dims")
    corners = bool(structure[0, 0])
    lines = bool(structure[0, 1]) and bool(structure[1, 0]) and bool(structure[1, 1])
    if not lines or corners != bool(structure[0, 2]):
        raise NotImplementedError("scipy.ndimage.label with a structure that isn't a cross or a square")
    image = (input != 0).astype(np.uint8)
    count, found = connected(image, 8 if corners else 4)
    flat = found.reshape(-1)
    numbers, first = np.unique(flat, return_index=True)
    place = np.argsort(first[numbers > 0])
    renamed = np.zeros(count, dtype=np.int64)
    renamed[numbers[numbers > 0][place]] = np.arange(1, count)
    output[...] = renamed[flat].reshape(found.shape).astype(output.dtype)
    return int(count) - 1
