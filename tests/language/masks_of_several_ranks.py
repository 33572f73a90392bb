from __future__ import annotations

import torch

torch.manual_seed(0)


def program(x, m):
    return x[m]


INPUTS = [
    (torch.randn(3, 4), torch.tensor([True, False, True])),
    (torch.randn(3, 4), torch.tensor([True, False])),
    (torch.randn(3, 4), torch.ones(3, 4, dtype=torch.bool)),
    (torch.randn(3, 4), torch.tensor(True)),
]
