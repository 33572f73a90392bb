"""Eigenvectors of small symmetric matrices have the signs that eager's have: principal axes point the same way."""

from __future__ import annotations

import numpy as np
import torch


def program(points):
    centred = points - points.mean(0)
    values, axes = torch.linalg.eigh(centred.T @ centred / (len(points) - 1))
    _, more = torch.linalg.eigh(torch.stack([points[:6, :6] + points[:6, :6].T, torch.ones(6, 6)])[:1])
    _, others = np.linalg.eigh(np.cov(points.numpy().T))
    return values, axes, centred @ axes[:, -2:], more, others


torch.manual_seed(3)
INPUTS = [(torch.randn(30, size).double() * torch.arange(1, size + 1),) for size in (6, 7, 12, 25)]
