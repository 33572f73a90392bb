from __future__ import annotations

import torch


def program(covariance, noise):
    factor, info = torch.linalg.cholesky_ex(covariance)
    if int(info) != 0:
        values, vectors = torch.linalg.eigh(covariance)
        factor = vectors * values.clamp(min=0).sqrt()
        return factor @ factor.T, info
    sampled = noise @ factor.T
    return (
        sampled,
        torch.cholesky_inverse(factor) @ covariance,
        torch.logdet(covariance) - 2 * factor.diagonal().log().sum(),
    )


INPUTS = [
    (torch.tensor([[4.0, 1.0], [1.0, 3.0]]).double(), torch.ones(3, 2).double()),
    (torch.tensor([[1.0, 2.0], [2.0, 1.0]]).double(), torch.ones(3, 2).double()),
]
