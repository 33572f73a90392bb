"""What programs call of scikit-learn's metrics between rows, for dense arrays."""

from __future__ import annotations

from typing import Any

import numpy as np


def _checked(x: Any) -> Any:
    given = np.asarray(x)
    if given.ndim != 2:
        raise ValueError(f"Expected 2D array, got {given.ndim}D array instead")
    if given.shape[0] == 0:
        raise ValueError(f"Found array with 0 sample(s) (shape={given.shape}) while a minimum of 1 is required.")
    made = given if given.dtype in (np.float32, np.float64) else given.astype(np.float64)
    if not np.isfinite(made).all():
        raise ValueError("Input contains NaN." if np.isnan(made).any() else "Input contains infinity.")
    return made


def _normal(x: Any) -> Any:
    """Rows of the length 1; rows of zeros stay."""
    lengths = np.sqrt((x * x).sum(axis=1, keepdims=True))
    return x / np.where(lengths == 0, np.ones((), x.dtype), lengths)


def cosine_similarity(X: Any, Y: Any = None, dense_output: bool = True) -> Any:
    """``sklearn.metrics.pairwise.cosine_similarity``."""
    rows = _checked(X)
    others = rows if Y is None else _checked(Y)
    if rows.shape[1] != others.shape[1]:
        raise ValueError(
            f"Incompatible dimension for X and Y matrices: X.shape[1] == {rows.shape[1]} while Y.shape[1] == "
            f"{others.shape[1]}"
        )
    if rows.dtype != others.dtype:
        rows, others = rows.astype(np.float64), others.astype(np.float64)
    return _normal(rows) @ _normal(others).T
