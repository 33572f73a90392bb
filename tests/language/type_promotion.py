from __future__ import annotations

import torch


def program(i, f, flag):
    return i + 1.5, i / 2, i // 2, f + i, flag + 1, flag & (i > 0), 2**i, 1 - f, 3 / f, i % 2, f > i, ~flag


INPUTS = [
    (torch.tensor([1, 2, 3]), torch.tensor([0.5, 1.5, 2.5], dtype=torch.float64), torch.tensor([True, False, True]))
]
