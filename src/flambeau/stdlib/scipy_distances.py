"""``scipy.spatial.distance.cdist``: the distances between the rows of two matrices."""

from __future__ import annotations

from typing import Any

import numpy as np


def cdist(XA: Any, XB: Any, metric: str = "euclidean", *, out: None = None) -> Any:
    left, right = np.asarray(XA), np.asarray(XB)
    if left.ndim != 2:
        raise ValueError("XA must be a 2-dimensional array.")
    if right.ndim != 2:
        raise ValueError("XB must be a 2-dimensional array.")
    if left.shape[1] != right.shape[1]:
        raise ValueError("XA and XB must have the same number of columns (i.e. feature dimension.)")
    a, b = left.astype(np.float64)[:, None], right.astype(np.float64)[None]
    if metric == "cosine":
        norms = np.sqrt((a * a).sum(axis=-1)) * np.sqrt((b * b).sum(axis=-1))
        return 1.0 - np.clip((a * b).sum(axis=-1) / norms, -1.0, 1.0)
    apart = a - b
    if metric in ("euclidean", "l2"):
        return np.sqrt((apart * apart).sum(axis=-1))
    if metric == "sqeuclidean":
        return (apart * apart).sum(axis=-1)
    if metric in ("cityblock", "l1", "manhattan"):
        return np.abs(apart).sum(axis=-1)
    if metric in ("chebyshev", "chebychev"):
        return np.abs(apart).max(axis=-1) if apart.shape[-1] > 0 else np.zeros(apart.shape[:-1])
    if metric in ("hamming", "matching"):
        return (apart != 0).mean(axis=-1)
    raise NotImplementedError(f"cdist() of the metric {metric!r}: it isn't one that Flambeau has")
