from __future__ import annotations

import torch


def program(x):
    if (n := x.shape[0]) > 2 and (s := x.sum().item()) > 0:
        return n, s
    return n, None


INPUTS = [(torch.ones(3),), (torch.ones(1),), (-torch.ones(3),)]
