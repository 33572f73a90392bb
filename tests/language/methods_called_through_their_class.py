from __future__ import annotations

import torch

torch.manual_seed(0)


def program(x, y):
    return (
        torch.Tensor.__rsub__(x, 2),
        torch.Tensor.__rpow__(x, 2),
        x.__rmod__(5),
        torch.fft.fftshift(y),
        torch.fft.ifftshift(y, dim=1),
        torch.transpose_copy(y, 0, 1),
        torch.linalg.vander(x),
        torch.cov(y),
        torch.corrcoef(y[:1]),
        torch.diff(x, n=5),
    )


INPUTS = [(torch.tensor([1.0, 2.0, 3.0]), torch.randn(3, 4))]
