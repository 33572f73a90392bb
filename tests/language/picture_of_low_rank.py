from __future__ import annotations

import torch


def program(image, rank: int):
    u, s, vh = torch.linalg.svd(image, full_matrices=False)
    near = (u[:, :rank] * s[:rank]) @ vh[:rank]
    lost = torch.linalg.matrix_norm(image - near)
    old = torch.svd(image)
    return near, lost, s[rank:].square().sum().sqrt(), torch.linalg.matrix_norm(image, "nuc"), old.S, old.V.shape


torch.manual_seed(0)
INPUTS = [(torch.randn(6, 4, dtype=torch.float64), 2), (torch.randn(3, 5, dtype=torch.float64), 1)]
