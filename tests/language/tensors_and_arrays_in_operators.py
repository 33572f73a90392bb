"""A tensor and an array in an operator: NumPy computes, and gives a tensor; an array is divided by a tensor, too."""

import numpy as np
import torch


def program(x: torch.Tensor, a: np.ndarray):
    found = [x + a, x - a, x * a, x / a, x // a, x % a, x**a, x @ a, a / x]
    y = x.clone()
    z = y
    y += a  # a new tensor
    rows = torch.zeros(2, len(x))
    rows[1] += a
    previous = np.asarray([1.0] + x[:-1].tolist())
    sigmas = 0.5 * np.sqrt((1 - previous) / (2 + x) * (1 - x / previous))
    return found, y, z, rows, sigmas, x[np.arange(2)] * a[:2]


INPUTS = [
    (torch.tensor([0.9, 0.5, 0.3]), np.array([3.0, 2.0, 0.5])),
    (torch.tensor([0.9, 0.5], dtype=torch.float64), np.array([3, 2])),
    (torch.tensor([0.25, 0.5]), np.array([1.5, 2.5], np.float32)),
]
