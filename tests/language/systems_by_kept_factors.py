from __future__ import annotations

import torch


def program(a, b):
    factors, pivots = torch.linalg.lu_factor(a)
    p, lower, upper = torch.lu_unpack(factors, pivots)
    inverse, info = torch.linalg.inv_ex(a)
    return (
        torch.linalg.lu_solve(factors, pivots, b),
        torch.linalg.lu_solve(factors, pivots, b, adjoint=True),
        p @ lower @ upper,
        pivots,
        inverse @ a,
        info,
        torch.linalg.inv_ex(torch.zeros_like(a)).info,
    )


torch.manual_seed(0)
INPUTS = [
    (torch.randn(3, 3).double(), torch.randn(3, 2).double()),
    (torch.randn(2, 4, 4).double(), torch.randn(2, 4, 1).double()),
]
