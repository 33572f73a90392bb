"""What scikit-learn's fitted estimators check of their input, as arrays: ``sklearn.utils.validation``.

A program's input is an array, or lists of numbers; data frames and sparse matrices it doesn't have.
"""

from __future__ import annotations

from typing import Any

import numpy as np


def converted(array: Any, dtype: Any, order: Any, copy: bool) -> Any:
    """``array`` of a dtype that the estimator takes: the first of several, where it has none of them."""
    made = np.asarray(array)
    if isinstance(dtype, (list, tuple)):
        if all(made.dtype != one for one in dtype):
            made = made.astype(dtype[0])
    elif dtype is not None and dtype != "numeric":
        made = made.astype(dtype)
    if order is not None:
        made = np.asarray(made, order=order)
    return np.array(made) if copy and np.shares_memory(made, np.asarray(array)) else made


def check_dims(array: Any, allow_nd: bool, whose: str) -> None:
    if array.ndim < 2:
        kind = "1D" if array.ndim == 1 else "scalar"
        raise ValueError(f"Expected 2D array, got {kind} array instead:\narray={array}.")
    if array.ndim > 2 and not allow_nd:
        raise ValueError(f"Found array with dim {array.ndim}, while dim <= 2 is required{whose}.")


def check_finite(array: Any, allows_nan: bool, name: str) -> None:
    if array.dtype.kind != "f" or np.isfinite(array).all():
        return
    if not allows_nan and np.isnan(array).any():
        raise ValueError(f"Input {name} contains NaN.")
    if np.isinf(array).any():
        raise ValueError(f"Input {name} contains infinity or a value too large for {array.dtype!r}.")


def check_lengths(array: Any, samples: int, features: int, whose: str) -> None:
    if samples > 0 and len(array) < samples:
        raise ValueError(
            f"Found array with {len(array)} sample(s) (shape={array.shape}) while a minimum of {samples} is required"
            f"{whose}."
        )
    if features > 0 and array.ndim == 2 and array.shape[1] < features:
        raise ValueError(
            f"Found array with {array.shape[1]} feature(s) (shape={array.shape}) while a minimum of {features} is "
            f"required{whose}."
        )


def check_features(array: Any, wanted: int, estimator: str) -> None:
    if array.ndim > 1 and array.shape[1] != wanted:
        raise ValueError(f"X has {array.shape[1]} features, but {estimator} is expecting {wanted} features as input.")


def check_array(
    array: Any, dtype: Any, order: Any, copy: bool, finite: Any, positive: bool, ensure_2d: bool, allow_nd: bool,
    samples: int, features: int, estimator: str, name: str,
) -> Any:  # fmt: skip
    """``sklearn.utils.check_array``."""
    whose = f" by {estimator}" if estimator else ""
    made = converted(array, dtype, order, copy)
    if ensure_2d:
        check_dims(made, allow_nd, whose)
    if finite:
        check_finite(made, finite == "allow-nan", name)
    check_lengths(made, samples, features, whose)
    if positive and (made < 0).any():
        raise ValueError(f"Negative values in data passed to {name}{f' in {estimator}' if estimator else ''}.")
    return made


def nearest_centers(rows: Any, centers: Any) -> Any:
    """The number of the nearest center of each row: the first of several that are as near."""
    distances = (centers * centers).sum(axis=1) - 2 * (rows @ centers.T)
    return np.argmin(distances, axis=1).astype(np.int32)


def leaves(rows: Any, left: Any, right: Any, feature: Any, threshold: Any, missing_left: Any) -> Any:
    """In which leaf of a decision tree each row ends; all rows go down a level at a time."""
    rows = rows.astype(np.float32)
    nodes = np.zeros(len(rows), dtype=np.int64)
    going = np.flatnonzero(left[nodes] != -1)
    while len(going) > 0:
        at = nodes[going]
        values = rows[going, feature[at]]
        goes_left = np.where(np.isnan(values), missing_left[at] != 0, values <= threshold[at])
        nodes[going] = np.where(goes_left, left[at], right[at])
        going = going[left[nodes[going]] != -1]
    return nodes


def numbers_of(labels: Any, classes: list[Any]) -> Any:
    """``LabelEncoder.transform``."""
    table = {label: number for number, label in enumerate(classes)}
    for label in labels:
        if label not in table:
            raise ValueError(f"y contains previously unseen labels: {[label]}")
    return np.array([table[label] for label in labels], dtype=np.int64)


def floating_dtype(*arrays: Any) -> Any:
    """The dtype that arrays of floats have in common; float64 where there are none."""
    found = np.dtype(np.float64)
    seen = False
    for array in arrays:
        if hasattr(array, "dtype") and array.dtype.kind == "f":
            found = np.promote_types(found, array.dtype) if seen else array.dtype
            seen = True
    return found


def neighbours(rows: Any, fitted: Any, count: int, distances: bool) -> Any:
    """The nearest ``count`` of the fitted rows of each row, and how far they are, in Euclid's metric."""
    if count > len(fitted):
        raise ValueError(
            f"Expected n_neighbors <= n_samples_fit, but n_neighbors = {count}, n_samples_fit = {len(fitted)}, "
            f"n_samples = {len(rows)}"
        )
    apart = np.sqrt(((rows[:, None, :] - fitted[None, :, :]) ** 2).sum(axis=2))
    nearest = np.argsort(apart, axis=1, kind="stable")[:, :count]
    if not distances:
        return nearest
    return np.take_along_axis(apart, nearest, axis=1), nearest
