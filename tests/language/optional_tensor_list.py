from __future__ import annotations

import torch


def program(xs: list[torch.Tensor], use: list[bool]):
    kept = []
    for x, u in zip(xs, use):
        kept.append(x if u else None)
    total = torch.zeros(2)
    for k in kept:
        if k is not None:
            total = total + k
    return total, [k is None for k in kept]


INPUTS = [([torch.ones(2), torch.ones(2) * 2], [True, False])]
