from __future__ import annotations

import torch


def program(x):
    steps = 0
    while x.sum() > 1:
        x = x / 2
        steps += 1
        if steps > 100:
            break
    return x, steps


INPUTS = [(torch.tensor([8.0, 4.0]),), (torch.tensor([0.1]),)]
