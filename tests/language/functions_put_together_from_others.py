from __future__ import annotations

import torch

torch.manual_seed(0)


def program(x, y, z):
    m = x @ x.T
    return (
        torch.trace(m),
        x.trace() if x.dim() == 2 and x.size(0) == x.size(1) else x,
        torch.diff(x),
        x.diff(dim=0),
        torch.diff(x, n=2),
        torch.trapezoid(x),
        torch.trapz(x, dx=0.5),
        torch.trapezoid(x, y),
        torch.cumulative_trapezoid(x),
        torch.cross(y.view(1, 3), z.view(1, 3), dim=1),
        torch.linalg.cross(y, z),
        torch.kron(x, y.view(1, 3)),
        torch.vander(y),
        torch.vander(y, 4, increasing=True),
        torch.cov(x),
        torch.cov(x, correction=0),
        x.corrcoef(),
        torch.quantile(x, 0.3),
        torch.quantile(x, torch.tensor([0.1, 0.5]), dim=1),
        torch.quantile(x, 0.5, dim=0, keepdim=True),
        x.quantile(0.25, interpolation="nearest"),
        torch.nanquantile(x, 0.4),
        torch.matrix_power(m, 3),
        torch.linalg.multi_dot([x, x.T, x]),
        torch.unravel_index(torch.tensor([1, 5]), (2, 3)),
        torch.renorm(x, 2, 0, 1.0),
        torch.histc(x, bins=4, min=-2, max=2),
        torch.linalg.vecdot(x, x),
        torch.linalg.matrix_norm(x),
        torch.linalg.matrix_norm(x, 1),
        torch.linalg.matrix_norm(x, float("inf")),
        torch.bartlett_window(5),
        torch.blackman_window(6),
        torch.kaiser_window(4),
        torch.fft.fftfreq(6),
    )


INPUTS = [(torch.randn(2, 3), torch.tensor([1.0, 2.0, 4.0]), torch.tensor([0.5, -1.0, 2.0]))]
