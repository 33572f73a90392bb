from __future__ import annotations

import torch

torch.manual_seed(0)


def program(x, i):
    return x[:, i]


INPUTS = [
    (torch.randn(3, 4), torch.tensor([0, 1])),
    (torch.randn(3, 4), torch.tensor([0, 4])),
    (torch.randn(3, 4), torch.tensor([-5])),
    (torch.randn(3, 4), torch.tensor([1.0])),
]
