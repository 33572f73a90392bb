from __future__ import annotations

import torch


def program(signal, kernel):
    size = signal.size(-1) + kernel.size(-1) - 1
    product = torch.fft.rfft(signal, n=size) * torch.fft.rfft(kernel, n=size)
    return torch.fft.irfft(product, n=size), torch.fft.irfft(product, n=size)[..., : signal.size(-1)].argmax(-1)


torch.manual_seed(0)
INPUTS = [(torch.randn(2, 50), torch.randn(7)), (torch.randn(37, dtype=torch.float64), torch.randn(37).double())]
