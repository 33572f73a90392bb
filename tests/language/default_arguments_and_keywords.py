from __future__ import annotations

import torch


def scale(x, by=2.0, *, offset=0.0):
    return x * by + offset


def program(x, by: float = 3.0):
    return scale(x), scale(x, by), scale(x, offset=1.0), scale(by=4.0, x=x)


INPUTS = [(torch.ones(2), 5.0), (torch.ones(2),)]
