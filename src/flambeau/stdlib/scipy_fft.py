"""scipy.fft: cosine transforms of the types 2 and 3, as products with their matrices, and what NumPy has too.

The formulas are those of SciPy's documentation of ``scipy.fft.dct``.
"""

from __future__ import annotations

from typing import Any

import numpy as np


def _rows(x: Any, n: Any, axis: int) -> Any:
    """What is transformed as the last axis, cut or filled up with zeros to ``n``, in a dtype of floats."""
    given = np.asarray(x)
    dtype = np.float32 if given.dtype in (np.float16, np.float32) else np.float64
    moved = np.moveaxis(given, axis, -1).astype(np.float64)
    count = moved.shape[-1] if n is None else n
    if count < 1:
        raise ValueError(f"invalid number of data points ({count}) specified")
    if moved.shape[-1] < count:
        filling = np.zeros((*moved.shape[:-1], count - moved.shape[-1]))
        moved = np.concatenate([moved, filling], axis=-1)
    return moved[..., :count], count, dtype


def _second(rows: Any, count: int, ortho: bool) -> Any:
    places = np.arange(count)
    made = 2.0 * (rows @ np.cos(np.pi * (2 * places[:, None] + 1) * places[None, :] / (2.0 * count)))
    if ortho:
        made = made / np.sqrt(2.0 * count)
        made[..., 0] = made[..., 0] / np.sqrt(2.0)
    return made


def _third(rows: Any, count: int, ortho: bool) -> Any:
    places = np.arange(count)
    weights = 2.0 * np.cos(np.pi * places[:, None] * (2 * places[None, :] + 1) / (2.0 * count))
    weights[0] = 1.0
    if ortho:
        weights = weights / np.sqrt(2.0 * count)
        weights[0] = 1.0 / np.sqrt(1.0 * count)
    return rows @ weights


def _transformed(x: Any, type: int, n: Any, axis: int, norm: Any, inverse: bool, scaled: bool) -> Any:
    if type not in (2, 3) or norm not in (None, "ortho", "backward"):
        raise NotImplementedError("cosine transforms but those of the types 2 and 3, by norm=None and 'ortho'")
    rows, count, dtype = _rows(x, n, axis)
    ortho = norm == "ortho"
    made = _second(rows, count, ortho) if (type == 2) != inverse else _third(rows, count, ortho)
    if scaled and inverse and not ortho:
        made = made / (2.0 * count)
    return np.moveaxis(made.astype(dtype), -1, axis)


def dct(
    x: Any, type: int = 2, n: Any = None, axis: int = -1, norm: Any = None, overwrite_x: bool = False,
    workers: Any = None, orthogonalize: Any = None,
) -> Any:  # fmt: skip
    """``scipy.fft.dct``, and ``scipy.fftpack.dct``."""
    return _transformed(x, type, n, axis, norm, False, True)


def idct(
    x: Any, type: int = 2, n: Any = None, axis: int = -1, norm: Any = None, overwrite_x: bool = False,
    workers: Any = None, orthogonalize: Any = None,
) -> Any:  # fmt: skip
    """``scipy.fft.idct``."""
    return _transformed(x, type, n, axis, norm, True, True)


def old_idct(
    x: Any, type: int = 2, n: Any = None, axis: int = -1, norm: Any = None, overwrite_x: bool = False
) -> Any:  # fmt: skip
    """``scipy.fftpack.idct``, which isn't divided by the length."""
    return _transformed(x, type, n, axis, norm, True, False)


# --- what NumPy has too -----------------------------------------------------------------------------------------------


def fft(
    x: Any, n: Any = None, axis: Any = -1, norm: Any = None, overwrite_x: Any = False, workers: Any = None, *,
    plan: Any = None,
) -> Any:  # fmt: skip
    """``scipy.fft.fft``."""
    return np.fft.fft(x, n, axis, norm)


def ifft(
    x: Any, n: Any = None, axis: Any = -1, norm: Any = None, overwrite_x: Any = False, workers: Any = None, *,
    plan: Any = None,
) -> Any:  # fmt: skip
    """``scipy.fft.ifft``."""
    return np.fft.ifft(x, n, axis, norm)


def rfft(
    x: Any, n: Any = None, axis: Any = -1, norm: Any = None, overwrite_x: Any = False, workers: Any = None, *,
    plan: Any = None,
) -> Any:  # fmt: skip
    """``scipy.fft.rfft``."""
    return np.fft.rfft(x, n, axis, norm)


def irfft(
    x: Any, n: Any = None, axis: Any = -1, norm: Any = None, overwrite_x: Any = False, workers: Any = None, *,
    plan: Any = None,
) -> Any:  # fmt: skip
    """``scipy.fft.irfft``."""
    return np.fft.irfft(x, n, axis, norm)


def hfft(
    x: Any, n: Any = None, axis: Any = -1, norm: Any = None, overwrite_x: Any = False, workers: Any = None, *,
    plan: Any = None,
) -> Any:  # fmt: skip
    """``scipy.fft.hfft``."""
    return np.fft.hfft(x, n, axis, norm)


def ihfft(
    x: Any, n: Any = None, axis: Any = -1, norm: Any = None, overwrite_x: Any = False, workers: Any = None, *,
    plan: Any = None,
) -> Any:  # fmt: skip
    """``scipy.fft.ihfft``."""
    return np.fft.ihfft(x, n, axis, norm)


def fft2(
    x: Any, s: Any = None, axes: Any = (-2, -1), norm: Any = None, overwrite_x: Any = False, workers: Any = None, *,
    plan: Any = None,
) -> Any:  # fmt: skip
    """``scipy.fft.fft2``."""
    return np.fft.fft2(x, s, axes, norm)


def ifft2(
    x: Any, s: Any = None, axes: Any = (-2, -1), norm: Any = None, overwrite_x: Any = False, workers: Any = None, *,
    plan: Any = None,
) -> Any:  # fmt: skip
    """``scipy.fft.ifft2``."""
    return np.fft.ifft2(x, s, axes, norm)


def rfft2(
    x: Any, s: Any = None, axes: Any = (-2, -1), norm: Any = None, overwrite_x: Any = False, workers: Any = None, *,
    plan: Any = None,
) -> Any:  # fmt: skip
    """``scipy.fft.rfft2``."""
    return np.fft.rfft2(x, s, axes, norm)


def irfft2(
    x: Any, s: Any = None, axes: Any = (-2, -1), norm: Any = None, overwrite_x: Any = False, workers: Any = None, *,
    plan: Any = None,
) -> Any:  # fmt: skip
    """``scipy.fft.irfft2``."""
    return np.fft.irfft2(x, s, axes, norm)


def fftn(
    x: Any, s: Any = None, axes: Any = None, norm: Any = None, overwrite_x: Any = False, workers: Any = None, *,
    plan: Any = None,
) -> Any:  # fmt: skip
    """``scipy.fft.fftn``."""
    return np.fft.fftn(x, s, axes, norm)


def ifftn(
    x: Any, s: Any = None, axes: Any = None, norm: Any = None, overwrite_x: Any = False, workers: Any = None, *,
    plan: Any = None,
) -> Any:  # fmt: skip
    """``scipy.fft.ifftn``."""
    return np.fft.ifftn(x, s, axes, norm)


def rfftn(
    x: Any, s: Any = None, axes: Any = None, norm: Any = None, overwrite_x: Any = False, workers: Any = None, *,
    plan: Any = None,
) -> Any:  # fmt: skip
    """``scipy.fft.rfftn``."""
    return np.fft.rfftn(x, s, axes, norm)


def irfftn(
    x: Any, s: Any = None, axes: Any = None, norm: Any = None, overwrite_x: Any = False, workers: Any = None, *,
    plan: Any = None,
) -> Any:  # fmt: skip
    """``scipy.fft.irfftn``."""
    return np.fft.irfftn(x, s, axes, norm)
