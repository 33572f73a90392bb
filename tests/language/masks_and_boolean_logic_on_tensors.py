from __future__ import annotations

import torch


def program(x, lo: float, hi: float):
    inside = (x > lo) & (x < hi) | (x == 0)
    picked = x[inside]
    x = torch.where(inside, x, torch.full_like(x, -1))
    return picked, x, inside.any(), inside.all(), inside.sum(), (~inside).nonzero(), torch.where(inside)[0]


INPUTS = [(torch.tensor([0.0, 1.0, 5.0, 2.0]), 0.5, 3.0)]
