"""NumPy's functions on arrays as sets."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np


def unique_rows(array: Any, axis: int, order: Callable[[Any], Any]) -> Any:
    """``numpy.unique(array, axis=axis)`` with all that it can return; ``order`` compares the rows of a matrix."""
    moved = np.moveaxis(np.asarray(array), axis, 0)
    firsts, inverse, counts = order(moved.reshape(moved.shape[0], -1))
    return np.moveaxis(moved[firsts], 0, axis), firsts, inverse, counts


def isin(
    element: Any, test_elements: Any, assume_unique: bool = False, invert: bool = False, *, kind: Any = None
) -> Any:
    """``numpy.isin``."""
    element = np.asarray(element)
    wanted = np.sort(np.asarray(test_elements).ravel())
    if wanted.size == 0:
        found = np.zeros(element.size, dtype=bool)
    else:
        places = np.minimum(np.searchsorted(wanted, element.ravel()), wanted.size - 1)
        found = wanted[places] == element.ravel()
    return (~found if invert else found).reshape(element.shape)


def intersect1d(ar1: Any, ar2: Any, assume_unique: bool = False, return_indices: bool = False) -> Any:
    """``numpy.intersect1d``."""
    first, first_places = np.unique(ar1, return_index=True)
    second, second_places = np.unique(ar2, return_index=True)
    common = np.concatenate((first[np.isin(first, second)], second[:0]))  # of the dtype that they have in common
    if not return_indices:
        return common
    return common, first_places[np.isin(first, common)], second_places[np.isin(second, common)]


def union1d(ar1: Any, ar2: Any) -> Any:
    """``numpy.union1d``."""
    return np.unique(np.concatenate((ar1, ar2), axis=None))


def setdiff1d(ar1: Any, ar2: Any, assume_unique: bool = False) -> Any:
    """``numpy.setdiff1d``."""
    first = np.asarray(ar1).ravel() if assume_unique else np.unique(ar1)
    return first[np.isin(first, ar2, invert=True)]


def setxor1d(ar1: Any, ar2: Any, assume_unique: bool = False) -> Any:
    """``numpy.setxor1d``."""
    return np.unique(np.concatenate((setdiff1d(ar1, ar2), setdiff1d(ar2, ar1))))
