from __future__ import annotations

import torch

torch.manual_seed(0)


def program(x, i: int):
    return x[i]


INPUTS = [(torch.randn(3, 4), 0), (torch.randn(3, 4), 3), (torch.randn(3, 4), -4)]
