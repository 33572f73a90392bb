"""scipy.special's functions by those that PyTorch has, sums of exponentials, and ``zscore`` of scipy.stats."""

from __future__ import annotations

from typing import Any

import numpy as np
import torch


def _floats(x: Any) -> Any:
    given = np.asarray(x)
    return given if given.dtype.kind == "f" else given.astype(np.float64)


def _by_torch(function: Any, x: Any) -> Any:
    """A function of tensors for arrays and numbers."""
    given = _floats(x)
    return function(torch.from_numpy(np.ascontiguousarray(given))).numpy().reshape(given.shape)[()]


def erf(x: Any) -> Any:
    """``scipy.special.erf``."""
    return _by_torch(torch.special.erf, x)


def erfc(x: Any) -> Any:
    """``scipy.special.erfc``."""
    return _by_torch(torch.special.erfc, x)


def gammaln(x: Any) -> Any:
    """``scipy.special.gammaln``."""
    return _by_torch(torch.special.gammaln, x)


def i0(x: Any) -> Any:
    """``scipy.special.i0``."""
    return _by_torch(torch.special.i0, x)


def ndtr(x: Any) -> Any:
    """``scipy.special.ndtr``."""
    return _by_torch(torch.special.ndtr, x)


def logit(x: Any) -> Any:
    """``scipy.special.logit``."""
    given = _floats(x)
    return np.log(given / (1 - given))


def logsumexp(a: Any, axis: Any = None, b: Any = None, keepdims: Any = False, return_sign: Any = False) -> Any:
    """``scipy.special.logsumexp``."""
    if return_sign:
        raise NotImplementedError("logsumexp: return_sign isn't supported")
    given = _floats(a)
    top = np.max(given, axis=axis, keepdims=True)
    top = np.where(np.isfinite(top), top, np.zeros_like(top))
    raised = np.exp(given - top)
    if b is not None:
        raised = raised * b
    made = np.log(np.sum(raised, axis=axis, keepdims=True)) + top
    return made if keepdims else np.squeeze(made, axis=axis)[()]


def zscore(a: Any, axis: Any = 0, ddof: Any = 0, nan_policy: Any = "propagate") -> Any:
    """``scipy.stats.zscore``: NaN where all values are the same."""
    if nan_policy != "propagate":
        raise NotImplementedError("zscore: the nan_policy is 'propagate'")
    given = _floats(a)
    spread = np.std(given, axis=axis, ddof=ddof, keepdims=True)
    same = np.all(given == np.max(given, axis=axis, keepdims=True), axis=axis, keepdims=True)
    return (given - np.mean(given, axis=axis, keepdims=True)) / np.where(same, np.nan, spread)
