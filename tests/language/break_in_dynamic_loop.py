from __future__ import annotations

import torch


def program(x):
    total = 0.0
    for i in range(x.shape[0]):
        if x[i] < 0:
            break
        total += x[i].item()
    else:
        total = -1.0
    return total


INPUTS = [(torch.tensor([1.0, 2.0, -1.0, 5.0]),), (torch.tensor([1.0, 2.0]),), (torch.zeros(0),)]
