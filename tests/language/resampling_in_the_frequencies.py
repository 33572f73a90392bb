from __future__ import annotations

import torch


def resample(x, count: int):
    spectrum = torch.fft.rfft(x)
    kept = min(spectrum.size(-1), count // 2 + 1)
    wanted = torch.zeros(*x.shape[:-1], count // 2 + 1, dtype=spectrum.dtype)
    wanted[..., :kept] = spectrum[..., :kept]
    return torch.fft.irfft(wanted, n=count) * (count / x.size(-1))


def program(x):
    return resample(x, 12), resample(x, 31), torch.fft.fftfreq(x.size(-1)).abs().max()


torch.manual_seed(0)
INPUTS = [(torch.randn(3, 20),)]
