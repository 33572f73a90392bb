"""``scipy.linalg``'s singular values, eigenvalues, bases and least squares, of which signs don't show."""

import numpy as np
from scipy import linalg


def program(a, b):
    basis = linalg.orth(a)
    values, vectors = linalg.eigh(a.T @ a)
    kept = linalg.svdvals(a), linalg.svd(a, full_matrices=False)[1], linalg.eigvalsh(a.T @ a), values, np.abs(vectors)
    q, r = linalg.qr(a, mode="economic")
    return kept, basis @ basis.T, np.abs(q), np.abs(r), linalg.lstsq(a, b)


A = np.random.RandomState(0).rand(5, 3)
INPUTS = [(A, A[:, 0] + 1), (A, A[:, :2] ** 2), (np.full((5, 3), np.nan), A)]
