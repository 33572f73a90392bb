from __future__ import annotations

import torch


def program(x):
    x = x.clone()
    row = x[0]
    row.add_(1)
    flat = x.view(-1)
    flat[1:3] = 0
    x.t()[0] *= 3
    return x, row, flat


INPUTS = [(torch.arange(6.0).reshape(2, 3),)]
