from __future__ import annotations

import torch

torch.manual_seed(0)


def program(a, b):
    inverse = torch.inverse(a)
    factor = torch.linalg.cholesky(a @ a.T + torch.eye(3))
    homography = torch.linalg.solve(a, b)
    return (
        inverse,
        torch.linalg.inv(a) @ b,
        a.det(),
        torch.linalg.slogdet(a)[1],
        torch.linalg.solve(a, b[:, 0]),
        factor,
        homography,
        torch.linalg.solve_triangular(factor, b, upper=False),
        torch.matrix_exp(a / 4),
        torch.linalg.matrix_power(a, -2),
    )


INPUTS = [(torch.randn(3, 3), torch.randn(3, 2)), (torch.eye(3), torch.ones(3, 2))]
