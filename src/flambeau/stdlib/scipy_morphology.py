"""scipy.ndimage's masks and regions: binary morphology, distances, places of labels, zooms.

Arrays have any number of dims. What C does pixel by pixel is done here for all pixels at once, a shift at a time.
"""

from __future__ import annotations

from typing import Any

import numpy as np

# --- binary morphology ------------------------------------------------------------------------------------------------


def _cross(ndim: int) -> Any:
    """The structure of a pixel and its direct neighbours."""
    places = np.indices((3,) * ndim)
    return np.abs(places - 1).sum(axis=0) <= 1


def _eroded(mask: Any, structure: Any, border: bool, origins: Any) -> Any:
    """Where all of the structure's places, around a pixel, are set."""
    before = [structure.shape[d] // 2 + origins[d] for d in range(mask.ndim)]
    widths = [(before[d], structure.shape[d] - 1 - before[d]) for d in range(mask.ndim)]
    padded = np.pad(mask, widths, mode="constant", constant_values=border)
    made = np.ones(mask.shape, dtype=np.bool_)
    for place in np.argwhere(structure).tolist():
        made &= padded[tuple([slice(place[d], place[d] + mask.shape[d]) for d in range(mask.ndim)])]
    return made


def _repeated(mask: Any, structure: Any, iterations: Any, kept: Any, border: bool, origins: Any) -> Any:
    """So many erosions, or as many as change something; pixels outside of ``kept`` stay as they are."""
    current, turn = mask, 0
    while iterations < 1 or turn < iterations:
        made = _eroded(current, structure, border, origins)
        if kept is not None:
            made = np.where(np.asarray(kept).astype(np.bool_), made, mask)
        turn += 1
        if np.array_equal(made, current):
            break
        current = made
    return current


def _structure(structure: Any, ndim: int) -> Any:
    shape = _cross(ndim) if structure is None else np.asarray(structure).astype(np.bool_)
    if shape.ndim != ndim:
        raise RuntimeError("structure and input must have same dimensionality")
    return shape


def _origins(origin: Any, ndim: int) -> list[int]:
    return [int(origin) for _ in range(ndim)] if np.ndim(origin) == 0 else [int(o) for o in origin]


def binary_erosion(
    input: Any, structure: Any = None, iterations: Any = 1, mask: Any = None, output: Any = None,
    border_value: Any = 0, origin: Any = 0, brute_force: Any = False,
) -> Any:  # fmt: skip
    """``scipy.ndimage.binary_erosion``."""
    given = np.asarray(input).astype(np.bool_)
    shape = _structure(structure, given.ndim)
    made = _repeated(given, shape, iterations, mask, bool(border_value), _origins(origin, given.ndim))
    return _written(made, output)


def binary_dilation(
    input: Any, structure: Any = None, iterations: Any = 1, mask: Any = None, output: Any = None,
    border_value: Any = 0, origin: Any = 0, brute_force: Any = False,
) -> Any:  # fmt: skip
    """``scipy.ndimage.binary_dilation``: the erosion of what isn't set, by the structure seen from behind."""
    given = ~np.asarray(input).astype(np.bool_)
    shape = np.flip(_structure(structure, given.ndim))
    origins = [
        -origin_ - (1 if shape.shape[d] % 2 == 0 else 0) for d, origin_ in enumerate(_origins(origin, given.ndim))
    ]
    made = _repeated(given, shape, iterations, mask, not border_value, origins)
    return _written(~made, output)


def _written(made: Any, output: Any) -> Any:
    if output is None:
        return made
    output[...] = made
    return output


def binary_opening(
    input: Any, structure: Any = None, iterations: Any = 1, output: Any = None, origin: Any = 0, mask: Any = None,
    border_value: Any = 0, brute_force: Any = False,
) -> Any:  # fmt: skip
    """``scipy.ndimage.binary_opening``."""
    inner = binary_erosion(input, structure, iterations, mask, None, border_value, origin)
    return binary_dilation(inner, structure, iterations, mask, output, border_value, origin)


def binary_closing(
    input: Any, structure: Any = None, iterations: Any = 1, output: Any = None, origin: Any = 0, mask: Any = None,
    border_value: Any = 0, brute_force: Any = False,
) -> Any:  # fmt: skip
    """``scipy.ndimage.binary_closing``."""
    outer = binary_dilation(input, structure, iterations, mask, None, border_value, origin)
    return binary_erosion(outer, structure, iterations, mask, output, border_value, origin)


def binary_fill_holes(input: Any, structure: Any = None, output: Any = None, origin: Any = 0) -> Any:
    """``scipy.ndimage.binary_fill_holes``: all but what is reached from outside."""
    outside = ~np.asarray(input).astype(np.bool_)
    reached = binary_dilation(np.zeros(outside.shape, dtype=np.bool_), structure, -1, outside, None, 1, origin)
    return _written(~reached, output)


# --- distances and labels ---------------------------------------------------------------------------------------------


def distance_transform_edt(
    input: Any, sampling: Any = None, return_distances: Any = True, return_indices: Any = False, distances: Any = None,
    indices: Any = None,
) -> Any:  # fmt: skip
    """``scipy.ndimage.distance_transform_edt``: how far the nearest pixel is that isn't set."""
    given = np.asarray(input).astype(np.bool_)
    if return_indices or not return_distances or given.all():
        raise NotImplementedError("distance_transform_edt: distances alone, to pixels that aren't set, are supported")
    steps = np.ones(given.ndim) if sampling is None else np.zeros(given.ndim) + np.asarray(sampling)
    squares = np.where(given, np.inf, 0.0)
    for axis in range(given.ndim):
        line = np.moveaxis(squares, axis, 0)
        apart = np.arange(line.shape[0], dtype=np.float64) * steps[axis]
        least = np.full(line.shape, np.inf)
        for place in range(line.shape[0]):
            along = ((apart - apart[place]) ** 2).reshape((-1,) + (1,) * (given.ndim - 1))
            least = np.minimum(least, line[place] + along)
        squares = np.moveaxis(least, 0, axis)
    return np.sqrt(squares)


def _centre(weights: Any) -> Any:
    """A tuple of as many floats as there are dims."""
    total = weights.sum()
    found: list[Any] = []
    for axis in range(weights.ndim):
        places = np.arange(weights.shape[axis], dtype=np.float64)
        found.append((np.moveaxis(weights, axis, -1) * places).sum() / total)
    return tuple(found)


def center_of_mass(input: Any, labels: Any = None, index: Any = None) -> Any:
    """``scipy.ndimage.center_of_mass``."""
    given = np.asarray(input)
    if labels is None:
        return _centre(given)
    if index is None:
        return _centre(np.where(np.asarray(labels) > 0, given, 0))
    if np.ndim(index) == 0:
        return _centre(np.where(np.asarray(labels) == index, given, 0))
    return [_centre(np.where(np.asarray(labels) == one, given, 0)) for one in index]


def find_objects(input: Any, max_label: Any = 0) -> Any:
    """``scipy.ndimage.find_objects``: for each label slices around it, None where there is none."""
    labels = np.asarray(input)
    most = int(labels.max()) if max_label < 1 and labels.size > 0 else max_label
    found: list[Any] = []
    for label in range(1, most + 1):
        places = np.argwhere(labels == label)
        if len(places) == 0:
            found.append(None)
            continue
        first, last = places.min(axis=0).tolist(), places.max(axis=0).tolist()
        found.append(tuple([slice(first[d], last[d] + 1) for d in range(labels.ndim)]))
    return found


# --- zooms ------------------------------------------------------------------------------------------------------------


def spline_coefficients(line: Any) -> Any:
    """What cubic splines through the values along the last axis are made of, mirrored at the ends."""
    size = line.shape[-1]
    if size == 1:
        return line
    pole = np.sqrt(3.0) - 2.0
    made = line * (1.0 - pole) * (1.0 - 1.0 / pole)
    powers = pole ** np.arange(size, dtype=np.float64)
    back = powers[-1] * pole ** np.arange(size - 1, -1, -1.0)
    first = made[..., 0] + powers[-1] * made[..., -1]
    first = first + (made[..., 1:-1] * (powers[1:-1] + back[1:-1])).sum(axis=-1)
    made[..., 0] = first / (1.0 - powers[-1] * powers[-1])
    for place in range(1, size):
        made[..., place] += pole * made[..., place - 1]
    made[..., -1] = pole * (made[..., -1] + pole * made[..., -2]) / (pole * pole - 1.0)
    for place in range(size - 2, -1, -1):
        made[..., place] = pole * (made[..., place + 1] - made[..., place])
    return made


def _mirrored(places: Any, size: int) -> Any:
    if size == 1:
        return np.zeros_like(places)
    period = 2 * (size - 1)
    places = np.abs(places) % period
    return np.where(places >= size, period - places, places)


def _zoomed(line: Any, count: int, order: Any) -> Any:
    """So many values along the last axis, the first and the last of which stay."""
    size = line.shape[-1]
    places = np.arange(count, dtype=np.float64) * ((size - 1) / (count - 1) if count > 1 else 0.0)
    if order == 0:
        return line[..., np.minimum(np.floor(places + 0.5).astype(np.int64), size - 1)]
    left = np.floor(places).astype(np.int64)
    share = places - left
    if order == 1:
        return line[..., left] * (1.0 - share) + line[..., np.minimum(left + 1, size - 1)] * share
    held, rest = spline_coefficients(line), 1.0 - share
    middle = [(share * share * (share - 2.0) * 3.0 + 4.0) / 6.0, (rest * rest * (rest - 2.0) * 3.0 + 4.0) / 6.0]
    weights = [rest**3 / 6.0, *middle, share**3 / 6.0]
    made = np.zeros(line.shape[:-1] + (count,))
    for step in range(4):
        made += held[..., _mirrored(left + (step - 1), size)] * weights[step]
    return made


def zoom(
    input: Any, zoom: Any, output: Any = None, order: Any = 3, mode: Any = "constant", cval: Any = 0.0,
    prefilter: Any = True, *, grid_mode: Any = False,
) -> Any:  # fmt: skip
    """``scipy.ndimage.zoom`` by the nearest value, lines or cubic splines."""
    if order not in (0, 1, 3) or grid_mode or not prefilter or output is not None:
        raise NotImplementedError("zoom: the orders 0, 1 and 3 are supported, without grid_mode and output")
    given = np.asarray(input)
    factors = [float(f) for f in np.zeros(given.ndim) + np.asarray(zoom)]
    made = given.astype(np.float64)
    for axis in range(given.ndim):
        count = round(given.shape[axis] * factors[axis])
        made = np.moveaxis(_zoomed(np.moveaxis(made, axis, -1).copy(), count, order), -1, axis)
    if given.dtype.kind in "iu":
        made = np.floor(made + 0.5) if given.dtype.kind == "u" else np.where(made >= 0, made + 0.5, made - 0.5)
    return made.astype(given.dtype)
