from __future__ import annotations

import math

import torch


def slowed(spectrum, rate: float, hop: int):
    """A phase vocoder: magnitudes between frames, phases that go on as before."""
    steps = torch.arange(0, spectrum.size(-1) - 1, rate, dtype=torch.float32)
    advance = torch.linspace(0, math.pi * hop, spectrum.size(-2)).unsqueeze(-1)
    first, second = spectrum[..., steps.long()], spectrum[..., (steps + 1).long()]
    turned = second.angle() - first.angle() - advance
    turned = turned - 2 * math.pi * torch.round(turned / (2 * math.pi)) + advance
    phase = torch.cat([spectrum[..., :1].angle(), turned[..., :-1]], -1).cumsum(-1)
    share = steps % 1.0
    return torch.polar(share * second.abs() + (1 - share) * first.abs(), phase)


def program(signal):
    window = torch.hann_window(32)
    spectrum = torch.stft(signal, 32, 8, window=window, return_complex=True)
    slow = slowed(spectrum, 0.75, 8)
    return slow.shape, slow.abs(), torch.istft(slow, 32, 8, window=window).shape


torch.manual_seed(0)
INPUTS = [(torch.randn(200),)]
