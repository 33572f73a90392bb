from __future__ import annotations

import torch


def kaiser(n: int, beta: float):
    x = torch.linspace(-1, 1, n, dtype=torch.float64)
    return torch.special.i0(beta * torch.sqrt(1 - x * x)) / torch.special.i0(torch.tensor(beta).double())


def program(x):
    return (
        kaiser(9, 6.0),
        torch.special.i1e(x),
        torch.special.bessel_j0(x) ** 2 + torch.special.bessel_j1(x) ** 2,
        torch.special.spherical_bessel_j0(x),
        torch.special.scaled_modified_bessel_k0(x),
        torch.special.airy_ai(x),
    )


INPUTS = [(torch.tensor([0.2, 1.0, 4.5]).double(),)]
