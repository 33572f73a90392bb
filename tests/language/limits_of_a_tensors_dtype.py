from __future__ import annotations

import torch


def program(x):
    if x.is_floating_point():
        info = torch.finfo(x.dtype)
        return info.max, info.eps, x.clamp(info.min, info.max)
    limits = torch.iinfo(x.dtype)
    return limits.max, limits.min, limits.bits, x.clamp(max=limits.max - 1)


INPUTS = [
    (torch.tensor([1.0]),),
    (torch.tensor([1.0], dtype=torch.bfloat16),),
    (torch.tensor([127], dtype=torch.int8),),
    (torch.tensor([255], dtype=torch.uint8),),
    (torch.tensor([5]),),
]
