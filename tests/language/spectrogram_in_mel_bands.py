from __future__ import annotations

import math

import torch

torch.manual_seed(0)


def hertz_to_mel(f):
    return 2595.0 * math.log10(1.0 + f / 700.0)


def mel_bands(count, bins, rate):
    """Triangles over the frequencies, evenly spaced in mels."""
    points = torch.linspace(hertz_to_mel(0.0), hertz_to_mel(rate / 2), count + 2)
    edges = 700.0 * (10.0 ** (points / 2595.0) - 1.0)
    frequencies = torch.linspace(0, rate / 2, bins)
    slopes = edges.unsqueeze(0) - frequencies.unsqueeze(1)
    down = -slopes[:, :-2] / (edges[1:-1] - edges[:-2])
    up = slopes[:, 2:] / (edges[2:] - edges[1:-1])
    return torch.minimum(down, up).clamp(min=0)


def program(signal, rate: int):
    window = torch.hann_window(100)
    spectrum = torch.stft(signal, 128, hop_length=40, win_length=100, window=window, return_complex=True)
    power = spectrum.abs().pow(2)
    mels = power.transpose(-1, -2) @ mel_bands(20, power.size(-2), rate)
    again = torch.istft(spectrum, 128, hop_length=40, win_length=100, window=window, length=signal.size(-1))
    return torch.log(mels + 1e-6), spectrum.shape, torch.view_as_real(spectrum), spectrum.dtype, again


INPUTS = [(torch.randn(2, 800), 8000), (torch.randn(500), 16000)]
