from __future__ import annotations

import torch

torch.manual_seed(0)


def program(x):
    if x:
        return 1
    return 2


INPUTS = [(torch.tensor(1.0),), (torch.tensor([0.0]),), (torch.randn(2),), (torch.zeros(0),)]
