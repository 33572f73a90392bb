from __future__ import annotations

import functools
from typing import List

import torch

torch.manual_seed(0)


def program(x, y, numbers: List[int]):
    s = torch.broadcast_shapes(x.shape, y.shape)
    return (
        s,
        functools.reduce(lambda a, b: a + b, numbers),
        functools.reduce(lambda a, b: a * b, numbers, 2),
        functools.reduce(torch.add, [x, y, x]),
        torch.broadcast_shapes((2, 1), (3,)),
        torch.zeros(s),
    )


INPUTS = [(torch.randn(2, 1), torch.randn(3), [1, 2, 3]), (torch.randn(2, 1), torch.randn(3), [])]
