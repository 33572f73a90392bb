"""numpy.fft, on torch.fft's operators: complex64 for float32 and float16, complex128 for
all else. float16 is computed in float32."""

from __future__ import annotations

from typing import Any

import numpy as np
import torch
from torch import Tensor


def _tensor(a: Any) -> Tensor:
    x = np.asarray(a)
    if x.dtype == np.float16:
        x = x.astype(np.float32)
    elif x.dtype.kind not in "fc":
        x = x.astype(np.float64)
    return torch.from_numpy(np.ascontiguousarray(x))


def _length(n: Any) -> Any:
    if n is not None and n < 1:
        raise ValueError(f"Invalid number of FFT data points ({n}) specified.")
    return n


def _several(s: Any, axes: Any, rank: int) -> tuple[Any, Any]:
    """Sizes and axes as torch takes them; -1 among the sizes stands for the axis' own."""
    dims = list(axes) if axes is not None else list(range(-len(s), 0)) if s is not None else list(range(rank))
    return (None if s is None else list(s)), dims


def fft(a: Any, n: Any = None, axis: int = -1, norm: Any = None, out: None = None) -> Any:
    """``numpy.fft.fft``."""
    return torch.fft.fft(_tensor(a), _length(n), axis, norm).numpy()


def ifft(a: Any, n: Any = None, axis: int = -1, norm: Any = None, out: None = None) -> Any:
    """``numpy.fft.ifft``."""
    return torch.fft.ifft(_tensor(a), _length(n), axis, norm).numpy()


def _real(a: Any, function: str) -> Tensor:
    given = _tensor(a)
    if given.is_complex():
        raise TypeError(
            f"ufunc '{function}' did not contain a loop with signature matching types "
            "(<class 'numpy.dtypes.Complex128DType'>, <class 'numpy.dtypes.Float64DType'>) -> None"
        )
    return given


def rfft(a: Any, n: Any = None, axis: int = -1, norm: Any = None, out: None = None) -> Any:
    """``numpy.fft.rfft``."""
    return torch.fft.rfft(_real(a, "rfft_n_even"), _length(n), axis, norm).numpy()


def irfft(a: Any, n: Any = None, axis: int = -1, norm: Any = None, out: None = None) -> Any:
    """``numpy.fft.irfft``."""
    given = np.asarray(a)
    made = torch.fft.irfft(_tensor(given), _length(n), axis, norm).numpy()
    return made.astype(np.float16) if given.dtype == np.float16 else made


def hfft(a: Any, n: Any = None, axis: int = -1, norm: Any = None, out: None = None) -> Any:
    """``numpy.fft.hfft``."""
    return torch.fft.hfft(_tensor(a), _length(n), axis, norm).numpy()


def ihfft(a: Any, n: Any = None, axis: int = -1, norm: Any = None, out: None = None) -> Any:
    """``numpy.fft.ihfft``."""
    return torch.fft.ihfft(_real(a, "rfft_n_even"), _length(n), axis, norm).numpy()


def fftn(a: Any, s: Any = None, axes: Any = None, norm: Any = None, out: None = None) -> Any:
    """``numpy.fft.fftn``."""
    given = _tensor(a)
    sizes, dims = _several(s, axes, given.dim())
    return torch.fft.fftn(given, sizes, dims, norm).numpy()


def ifftn(a: Any, s: Any = None, axes: Any = None, norm: Any = None, out: None = None) -> Any:
    """``numpy.fft.ifftn``."""
    given = _tensor(a)
    sizes, dims = _several(s, axes, given.dim())
    return torch.fft.ifftn(given, sizes, dims, norm).numpy()


def rfftn(a: Any, s: Any = None, axes: Any = None, norm: Any = None, out: None = None) -> Any:
    """``numpy.fft.rfftn``."""
    given = _real(a, "rfft_n_even")
    sizes, dims = _several(s, axes, given.dim())
    return torch.fft.rfftn(given, sizes, dims, norm).numpy()


def irfftn(a: Any, s: Any = None, axes: Any = None, norm: Any = None, out: None = None) -> Any:
    """``numpy.fft.irfftn``."""
    given = _tensor(a)
    sizes, dims = _several(s, axes, given.dim())
    return torch.fft.irfftn(given, sizes, dims, norm).numpy()


def fft2(a: Any, s: Any = None, axes: Any = (-2, -1), norm: Any = None, out: None = None) -> Any:
    """``numpy.fft.fft2``."""
    return fftn(a, s, axes, norm)


def ifft2(a: Any, s: Any = None, axes: Any = (-2, -1), norm: Any = None, out: None = None) -> Any:
    """``numpy.fft.ifft2``."""
    return ifftn(a, s, axes, norm)


def rfft2(a: Any, s: Any = None, axes: Any = (-2, -1), norm: Any = None, out: None = None) -> Any:
    """``numpy.fft.rfft2``."""
    return rfftn(a, s, axes, norm)


def irfft2(a: Any, s: Any = None, axes: Any = (-2, -1), norm: Any = None, out: None = None) -> Any:
    """``numpy.fft.irfft2``."""
    return irfftn(a, s, axes, norm)


def _half(shape: Any, axes: Any, sign: int) -> tuple[list[int], list[int]]:
    if axes is None:
        dims = list(range(len(shape)))
    elif isinstance(axes, int):
        dims = [axes]
    else:
        dims = [int(d) for d in axes]
    return [sign * (shape[d] // 2) for d in dims], dims


def fftshift(x: Any, axes: Any = None) -> Any:
    """``numpy.fft.fftshift``."""
    given = np.asarray(x)
    shifts, dims = _half(given.shape, axes, 1)
    return np.roll(given, shifts, dims)


def ifftshift(x: Any, axes: Any = None) -> Any:
    """``numpy.fft.ifftshift``."""
    given = np.asarray(x)
    shifts, dims = _half(given.shape, axes, -1)
    return np.roll(given, shifts, dims)


def fftfreq(n: int, d: float = 1.0, device: None = None) -> Any:
    """``numpy.fft.fftfreq``."""
    positive = np.arange(0, (n - 1) // 2 + 1)
    return np.concatenate([positive, np.arange(-(n // 2), 0)]) * (1.0 / (n * d))


def rfftfreq(n: int, d: float = 1.0, device: None = None) -> Any:
    """``numpy.fft.rfftfreq``."""
    return np.arange(0, n // 2 + 1) * (1.0 / (n * d))
