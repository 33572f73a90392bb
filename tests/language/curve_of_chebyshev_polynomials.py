from __future__ import annotations

import torch


def program(x, y, degree: int):
    basis = torch.stack([torch.special.chebyshev_polynomial_t(x, n) for n in range(degree + 1)], 1)
    weights = torch.linalg.lstsq(basis, y.unsqueeze(1)).solution
    legendre = torch.special.legendre_polynomial_p(x.unsqueeze(1), torch.arange(4))
    return weights, (basis @ weights).squeeze(1) - y, legendre, torch.special.hermite_polynomial_h(x, 3)


INPUTS = [(torch.linspace(-1, 1, 9).double(), torch.linspace(-1, 1, 9).double() ** 3 - 0.5, 4)]
