from __future__ import annotations

import torch


def program(x, limit: int):
    if x.shape[0] > limit:
        return "too long"
    if x.shape[0] == limit:
        return x.shape[0]
    return x * 2


INPUTS = [(torch.ones(3), 2), (torch.ones(2), 2), (torch.ones(1), 2)]
