from __future__ import annotations

import torch

torch.manual_seed(0)


def program(x, i: int):
    key = (i, slice(0, 2))
    key2 = (Ellipsis, i)
    return x[key], x[key2], x[key + (0,)]


INPUTS = [(torch.randn(3, 3, 3), 1)]
