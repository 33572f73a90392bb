from __future__ import annotations

import torch


def program(x, y, k: int):
    a = x == y
    return (
        a,
        (x != y).any(),
        0 < k < 5,
        x.eq(3),
        x is y,
        x is x,
        x is None,
        torch.equal(x, y),
        0 < x[0] < 3,
        not x[0],
        x[0] and y[0],
        x[0] or y[0],
        x[0] == 1 or k,
    )


INPUTS = [(torch.tensor([1.0, 2.0]), torch.tensor([1.0, 3.0]), 3)]
