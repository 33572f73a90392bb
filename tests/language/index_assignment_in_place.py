from __future__ import annotations

import torch


def program(x, k: int):
    x = x.clone()
    x[k] = 5
    x[:, 1] += 10
    x[x > 8] = -1
    x[0, :2] = torch.tensor([7.0, 8.0])
    x[[0, 1], [1, 2]] = 0
    x[..., -1] *= 2
    return x


INPUTS = [(torch.arange(12.0).reshape(4, 3), 1), (torch.arange(6.0).reshape(2, 3), -1)]
