from __future__ import annotations

import torch


def program(x):
    if isinstance(x, (torch.ByteTensor, torch.CharTensor)):
        return x.float().div(255)
    return x + 1 if isinstance(x, torch.FloatTensor) else -x


INPUTS = [(torch.arange(3, dtype=torch.uint8),), (torch.ones(2),), (torch.arange(3),)]
