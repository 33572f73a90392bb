"""torch.fft, and the short-time Fourier transforms, of three operators that transform along dims.

``fft.rfft(x, n=400)`` pads or cuts ``x`` to 400 points and calls ``aten::_fft_r2c``.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor


def _mode(norm: str | None, forward: bool) -> int:
    """The operators' ``normalization``."""
    if norm is None or norm == "backward":
        return 0 if forward else 2
    if norm == "forward":
        return 2 if forward else 0
    if norm == "ortho":
        return 1
    raise RuntimeError(f"Invalid normalization mode: {norm}")


def _floating(input: Tensor) -> Tensor:
    return input if input.is_floating_point() or input.is_complex() else input.to(torch.get_default_dtype())


def _complex(input: Tensor) -> Tensor:
    made = _floating(input)
    if made.is_complex():
        return made
    if made.dtype == torch.float16 or made.dtype == torch.bfloat16:
        raise RuntimeError(f"Unsupported dtype {made.dtype}")
    return torch.complex(made, torch.zeros_like(made))


def _resized(input: Tensor, sizes: Sequence[int], dims: Sequence[int]) -> Tensor:
    """``input`` cut, or padded with zeros, to ``sizes`` along ``dims``; -1 leaves a dim as it is."""
    for size, dim in zip(sizes, dims):
        present = input.size(dim)
        if size == -1:
            continue
        if size < 1:
            raise RuntimeError(f"Invalid number of data points ({size}) specified")
        if size < present:
            input = input.narrow(dim, 0, size)
        elif size > present:
            shape = list(input.shape)
            shape[dim] = size - present
            input = torch.cat([input, torch.zeros(shape, dtype=input.dtype)], dim)
    return input


def _listed(value: Any) -> Any:
    return [value] if isinstance(value, int) else value


def _dims(input: Tensor, s: Any, dim: Any) -> tuple[list[int], list[int]]:
    """The sizes and dims of a transform of several: the last ones where only sizes are given, else all."""
    s, dim = _listed(s), _listed(dim)
    if dim is None:
        count = input.dim() if s is None else len(s)
        if count > input.dim():
            raise RuntimeError("Got shape with more values than the tensor has dimensions")
        dims = list(range(input.dim() - count, input.dim()))
    else:
        dims = [d % input.dim() if -input.dim() <= d < input.dim() else input.dim() for d in dim]
        for position, one in enumerate(dims):
            if one == input.dim():
                raise IndexError(
                    f"Dimension out of range (expected to be in range of [{-input.dim()}, {input.dim() - 1}])"
                )
            if one in dims[:position]:
                raise RuntimeError("FFT dims must be unique")
    if s is not None and len(s) != len(dims):
        raise RuntimeError("When given, dim and shape arguments must have the same length")
    sizes = [-1] * len(dims) if s is None else list(s)
    return sizes, dims


def _c2c(input: Tensor, sizes: Sequence[int], dims: Sequence[int], norm: str | None, forward: bool) -> Tensor:
    mode = _mode(norm, forward)
    data = _resized(_complex(input), sizes, dims)
    if len(dims) == 0:
        return data.clone()
    made: Tensor = torch.ops.aten._fft_c2c(data, dims, mode, forward)
    return made


def _r2c(input: Tensor, sizes: Sequence[int], dims: Sequence[int], norm: str | None, forward: bool) -> Tensor:
    """The half spectrum of a real input; its conjugate where it isn't a forward transform."""
    if input.is_complex():
        raise RuntimeError("a real input tensor is expected, but got a complex one")
    mode = _mode(norm, forward)
    data = _resized(_floating(input), sizes, dims)
    if len(dims) == 0:
        raise RuntimeError("at least one axis has to be transformed")
    made: Tensor = torch.ops.aten._fft_r2c(data, dims, mode, True)
    return made if forward else made.conj()


def _c2r(input: Tensor, sizes: Sequence[int], dims: Sequence[int], norm: str | None, forward: bool) -> Tensor:
    """The real output of half a spectrum, of which ``sizes`` speak."""
    mode = _mode(norm, forward)
    if len(dims) == 0:
        raise RuntimeError("at least one axis has to be transformed")
    data = _complex(input)
    last = sizes[-1] if sizes[-1] != -1 else 2 * (input.size(dims[-1]) - 1)
    if last < 1:
        raise RuntimeError(f"Invalid number of data points ({last}) specified")
    data = _resized(data, [*sizes[:-1], last // 2 + 1], dims)
    if forward:
        data = data.conj()
    made: Tensor = torch.ops.aten._fft_c2r(data, dims, mode, last)
    return made


def _points(n: int | None) -> list[int]:
    if n is not None and n < 1:
        raise RuntimeError(f"Invalid number of data points ({n}) specified")
    return [-1 if n is None else n]


def fft(input: Tensor, n: int | None = None, dim: int = -1, norm: str | None = None) -> Tensor:
    return _c2c(input, _points(n), [dim], norm, True)


def ifft(input: Tensor, n: int | None = None, dim: int = -1, norm: str | None = None) -> Tensor:
    return _c2c(input, _points(n), [dim], norm, False)


def rfft(input: Tensor, n: int | None = None, dim: int = -1, norm: str | None = None) -> Tensor:
    return _r2c(input, _points(n), [dim], norm, True)


def irfft(input: Tensor, n: int | None = None, dim: int = -1, norm: str | None = None) -> Tensor:
    return _c2r(input, _points(n), [dim], norm, False)


def hfft(input: Tensor, n: int | None = None, dim: int = -1, norm: str | None = None) -> Tensor:
    return _c2r(input, _points(n), [dim], norm, True)


def ihfft(input: Tensor, n: int | None = None, dim: int = -1, norm: str | None = None) -> Tensor:
    return _r2c(input, _points(n), [dim], norm, False)


def fftn(
    input: Tensor, s: Sequence[int] | None = None, dim: Sequence[int] | None = None, norm: str | None = None
) -> Tensor:
    sizes, dims = _dims(input, s, dim)
    return _c2c(input, sizes, dims, norm, True)


def ifftn(
    input: Tensor, s: Sequence[int] | None = None, dim: Sequence[int] | None = None, norm: str | None = None
) -> Tensor:
    sizes, dims = _dims(input, s, dim)
    return _c2c(input, sizes, dims, norm, False)


def rfftn(
    input: Tensor, s: Sequence[int] | None = None, dim: Sequence[int] | None = None, norm: str | None = None
) -> Tensor:
    sizes, dims = _dims(input, s, dim)
    return _r2c(input, sizes, dims, norm, True)


def irfftn(
    input: Tensor, s: Sequence[int] | None = None, dim: Sequence[int] | None = None, norm: str | None = None
) -> Tensor:
    sizes, dims = _dims(input, s, dim)
    return _c2r(input, sizes, dims, norm, False)


def hfftn(
    input: Tensor, s: Sequence[int] | None = None, dim: Sequence[int] | None = None, norm: str | None = None
) -> Tensor:
    sizes, dims = _dims(input, s, dim)
    if len(dims) == 0:
        raise RuntimeError("hfftn must transform at least one axis")
    mode = _mode(norm, True)
    last = sizes[-1] if sizes[-1] != -1 else 2 * (input.size(dims[-1]) - 1)
    if last < 1:
        raise RuntimeError(f"Invalid number of data points ({last}) specified")
    data = _resized(_complex(input), [*sizes[:-1], last // 2 + 1], dims)
    if len(dims) > 1:
        data = torch.ops.aten._fft_c2c(data, dims[:-1], mode, True)
    made: Tensor = torch.ops.aten._fft_c2r(data.conj(), dims[-1:], mode, last)
    return made


def ihfftn(
    input: Tensor, s: Sequence[int] | None = None, dim: Sequence[int] | None = None, norm: str | None = None
) -> Tensor:
    sizes, dims = _dims(input, s, dim)
    if len(dims) == 0:
        raise RuntimeError("ihfftn must transform at least one axis")
    mode = _mode(norm, False)
    if input.is_complex():
        raise RuntimeError("ihfftn expects a real-valued input tensor")
    data = _resized(_floating(input), sizes, dims)
    half: Tensor = torch.ops.aten._fft_r2c(data, dims[-1:], mode, True).conj()
    if len(dims) == 1:
        return half
    made: Tensor = torch.ops.aten._fft_c2c(half, dims[:-1], mode, False)
    return made


def fft2(
    input: Tensor, s: Sequence[int] | None = None, dim: Sequence[int] = (-2, -1), norm: str | None = None
) -> Tensor:
    return fftn(input, s, dim, norm)


def ifft2(
    input: Tensor, s: Sequence[int] | None = None, dim: Sequence[int] = (-2, -1), norm: str | None = None
) -> Tensor:
    return ifftn(input, s, dim, norm)


def rfft2(
    input: Tensor, s: Sequence[int] | None = None, dim: Sequence[int] = (-2, -1), norm: str | None = None
) -> Tensor:
    return rfftn(input, s, dim, norm)


def irfft2(
    input: Tensor, s: Sequence[int] | None = None, dim: Sequence[int] = (-2, -1), norm: str | None = None
) -> Tensor:
    return irfftn(input, s, dim, norm)


def hfft2(
    input: Tensor, s: Sequence[int] | None = None, dim: Sequence[int] = (-2, -1), norm: str | None = None
) -> Tensor:
    return hfftn(input, s, dim, norm)


def ihfft2(
    input: Tensor, s: Sequence[int] | None = None, dim: Sequence[int] = (-2, -1), norm: str | None = None
) -> Tensor:
    return ihfftn(input, s, dim, norm)


def _step(width: float) -> float:
    return math.inf if width == 0 else 1.0 / width


def fftfreq(n: int, d: float = 1.0, *, dtype: torch.dtype | None = None) -> Tensor:
    steps = torch.cat([torch.arange((n + 1) // 2), torch.arange(-(n // 2), 0)])
    return steps.to(torch.get_default_dtype() if dtype is None else dtype) * _step(n * d)


def rfftfreq(n: int, d: float = 1.0, *, dtype: torch.dtype | None = None) -> Tensor:
    steps = torch.arange(n // 2 + 1)
    return steps.to(torch.get_default_dtype() if dtype is None else dtype) * _step(n * d)


def bartlett_window(window_length: int, periodic: bool = True, *, dtype: torch.dtype | None = None) -> Tensor:
    places = _places(window_length, periodic, dtype) * 2
    return torch.where(places <= 1, places, 2 - places)


def blackman_window(window_length: int, periodic: bool = True, *, dtype: torch.dtype | None = None) -> Tensor:
    places = _places(window_length, periodic, dtype) * math.pi
    whole: Tensor = (places * 4).cos() * 0.08 - (places * 2).cos() * 0.5 + 0.42
    return whole if window_length != 1 else torch.ones_like(whole)


def kaiser_window(
    window_length: int, periodic: bool = True, beta: float = 12.0, *, dtype: torch.dtype | None = None
) -> Tensor:
    places = _places(window_length, periodic, dtype) * 2 - 1
    made: Tensor = torch.i0(beta * (1 - places * places).clamp(min=0).sqrt()) / torch.i0(torch.tensor(beta))
    return made.to(places.dtype) if window_length != 1 else torch.ones_like(places)


def _places(window_length: int, periodic: bool, dtype: torch.dtype | None) -> Tensor:
    """From 0 to 1, the end left out where the window is periodic; 0.5 for the only one."""
    wanted = torch.get_default_dtype() if dtype is None else dtype
    if not wanted.is_floating_point:
        raise RuntimeError("window functions expect floating point dtypes")
    if window_length == 1:
        return torch.full([1], 0.5, dtype=wanted)
    last = window_length if periodic else window_length - 1
    return torch.arange(window_length).to(wanted) / last


def _window(window: Tensor | None, win_length: int, n_fft: int, dtype: torch.dtype) -> Tensor:
    """The window in the middle of ``n_fft`` points."""
    given = torch.ones(win_length, dtype=dtype) if window is None else window
    left = (n_fft - win_length) // 2
    return F.pad(given, (left, n_fft - win_length - left))


def stft(
    input: Tensor, n_fft: int, hop_length: int | None = None, win_length: int | None = None,
    window: Tensor | None = None, normalized: bool = False, onesided: bool | None = None,
    return_complex: bool | None = None, align_to_window: bool | None = None,
) -> Tensor:  # fmt: skip
    """The spectra of overlapping frames, (batch?, frequencies, frames); ``torch.stft`` has padded the input."""
    hop = n_fft // 4 if hop_length is None else hop_length
    width = n_fft if win_length is None else win_length
    is_complex = input.is_complex() or (window is not None and window.is_complex())
    if return_complex is None:
        if not is_complex:
            raise RuntimeError(
                "stft requires the return_complex parameter be given for real inputs, and will further require that "
                "return_complex=True in a future PyTorch release."
            )
        return_complex = True
    if not input.is_floating_point() and not input.is_complex():
        raise RuntimeError("stft: expected a tensor of floating point or complex values")
    if input.dim() > 2 or input.dim() < 1:
        raise RuntimeError("stft: expected a 1D or 2D tensor")
    length = input.size(-1)
    if align_to_window:
        start = (n_fft - width) // 2
        input = F.pad(input, (start, n_fft - width - start))
        length = input.size(-1)
    if n_fft <= 0 or n_fft > length:
        raise RuntimeError(f"stft: expected 0 < n_fft <= {length}, but got n_fft={n_fft}")
    if hop <= 0:
        raise RuntimeError(f"stft: expected hop_length > 0, but got hop_length={hop}")
    if width <= 0 or width > n_fft:
        raise RuntimeError(f"stft: expected 0 < win_length <= n_fft, but got win_length={width}")
    if window is not None and (window.dim() != 1 or window.size(0) != width):
        raise RuntimeError(f"stft: expected a 1D window tensor of size equal to win_length={width}")
    frames = input.unfold(-1, n_fft, hop)
    if window is not None or width < n_fft:
        frames = frames * _window(window, width, n_fft, input.dtype)
    mode = 1 if normalized else 0
    if is_complex:
        if onesided:
            raise RuntimeError("Cannot have onesided output if window or input is complex")
        spectra = torch.ops.aten._fft_c2c(frames, [frames.dim() - 1], mode, True)
    else:
        half = True if onesided is None else onesided
        spectra = torch.ops.aten._fft_r2c(frames, [frames.dim() - 1], mode, half)
    turned: Tensor = spectra.transpose(-1, -2)
    return turned if return_complex else torch.view_as_real(turned)


def istft(
    input: Tensor, n_fft: int, hop_length: int | None = None, win_length: int | None = None,
    window: Tensor | None = None, center: bool = True, normalized: bool = False, onesided: bool | None = None,
    length: int | None = None, return_complex: bool = False,
) -> Tensor:  # fmt: skip
    """The signal whose short-time spectra are nearest: frames added up, over the sum of squared windows."""
    hop = n_fft // 4 if hop_length is None else hop_length
    width = n_fft if win_length is None else win_length
    if not input.is_complex():
        raise RuntimeError(
            "istft requires a complex-valued input tensor matching the output from stft with return_complex=True."
        )
    spectra = (input if input.dim() == 3 else input.unsqueeze(0)).transpose(1, 2)
    half = n_fft != input.size(-2) if onesided is None else onesided
    mode = 1 if normalized else 2
    if return_complex:
        frames = torch.ops.aten._fft_c2c(spectra, [2], mode, False)
    elif half:
        frames = torch.ops.aten._fft_c2r(spectra, [2], mode, n_fft)
    else:
        frames = torch.ops.aten._fft_c2r(spectra[:, :, : n_fft // 2 + 1], [2], mode, n_fft)
    shape = _window(window, width, n_fft, torch.view_as_real(input).dtype)
    count = frames.size(1)
    total = n_fft + hop * (count - 1)
    places = (torch.arange(count).unsqueeze(1) * hop + torch.arange(n_fft)).reshape(-1)
    weights = torch.zeros(total, dtype=shape.dtype).index_add(0, places, (shape * shape).repeat(count))
    signal = torch.zeros(frames.size(0), total, dtype=frames.dtype)
    signal = signal.index_add(1, places, (frames * shape).reshape(frames.size(0), -1))
    start = n_fft // 2 if center else 0
    end = start + length if length is not None else total - n_fft // 2 if center else total
    signal, weights = signal[:, start : min(end, total)], weights[start : min(end, total)]
    if bool((weights.abs() < 1e-11).any()):
        raise RuntimeError("window overlap add min: 1")
    signal = signal / weights
    if end > total:
        signal = F.pad(signal, (0, end - total))
    return signal if input.dim() == 3 else signal.squeeze(0)
