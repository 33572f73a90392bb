from __future__ import annotations

import torch

torch.manual_seed(0)


def whiten(x):
    """Of mean 0 and the unit matrix as covariance."""
    centred = x - x.mean(0)
    values, vectors = torch.linalg.eigh(centred.T @ centred / (x.size(0) - 1))
    return centred @ vectors / values.sqrt()


def rotation_between(a, b):
    """The rotation that turns the points of ``a`` most nearly onto ``b`` (Kabsch)."""
    u, _, vh = torch.linalg.svd(a.T @ b)
    sign = torch.ones(3, dtype=a.dtype)
    sign[-1] = torch.sign(torch.det(u @ vh))
    return (vh.T * sign) @ u.T


def program(x, y):
    fitted = torch.linalg.lstsq(x, y)
    q, r = torch.linalg.qr(x)
    white = whiten(x)
    return (
        fitted.solution,
        torch.linalg.solve_triangular(r, q.T @ y, upper=True),
        torch.linalg.pinv(x) @ y,
        white.T @ white / (x.size(0) - 1),
        rotation_between(x, x.roll(1, 1)),
        torch.linalg.matrix_rank(x.T @ x),
        torch.linalg.cond(r),
        torch.linalg.matrix_norm(x, 2),
        torch.linalg.svdvals(x),
        torch.cholesky_solve(x.T @ y, torch.linalg.cholesky(x.T @ x)),
    )


INPUTS = [(torch.randn(7, 3, dtype=torch.float64), torch.randn(7, 2, dtype=torch.float64))]
