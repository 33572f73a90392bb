from __future__ import annotations

import torch


def program(x):
    n = int(x.sum())
    f = float(x[0])
    b = bool(x[0] > 0)
    return n, f, b, x.max().item(), x.tolist(), [n] * 2, x.shape, x.dtype, tuple(x.shape), x.numel(), len(x)


INPUTS = [(torch.tensor([1.5, 2.5]),), (torch.tensor([-1.0, 0.0, 3.0]),)]
