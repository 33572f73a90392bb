"""``numpy.linalg.eig`` of matrices that aren't symmetric too, principal axes by it, and ``numpy.roots``."""

import numpy as np


def axes(points):
    values, vectors = np.linalg.eig(np.cov(points.T))
    order = values.argsort()[::-1]
    return values[order], np.abs(vectors[:, order])


def program(matrix, points, a: float, b: float, c: float):
    found = np.linalg.eig(matrix)
    lengths = np.sqrt((np.abs(found.eigenvectors) ** 2).sum(axis=0))
    real = [float(root.real) for root in np.roots([a, b, c]) if np.isreal(root)]
    return found.eigenvalues, np.abs(found[1]), lengths, np.linalg.eigvals(matrix.T @ matrix), axes(points), real


RANDOM = np.random.RandomState(0)
POINTS = RANDOM.randn(6, 3)
INPUTS = [
    (RANDOM.randn(3, 3), POINTS, 1.0, -3.0, 2.0),
    (np.array([[0.0, -1.0], [1.0, 0.0]]), POINTS, 1.0, 2.0, 5.0),
    (RANDOM.randn(5, 5), POINTS, 0.0, 2.0, 5.0),
    (np.array([[1.0, 2.0, 3.0]]), POINTS, 1.0, 2.0, 0.0),
]
