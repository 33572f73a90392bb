from __future__ import annotations

import torch

torch.manual_seed(0)


def program(x):
    return x[0, 0, 0]


INPUTS = [(torch.randn(3, 4),), (torch.randn(3, 4, 2),)]
