"""Operators on a few elements: in place, with numbers of every kind, on views of one another and without elements."""

import torch
from torch import Tensor


def program(x: Tensor, n: int):
    y = x.clone()
    y += 1
    y *= x
    y -= y
    view = y.view(-1)
    view += n
    z = x.clone()
    z[1:] += x[:-1]
    z.mul_(True)
    grid = torch.stack([x, x])
    grid[0:1] += x
    grid[1:] *= grid[:1]
    total = x
    for i in range(n):
        total = total * 0.5 + i
        total = torch.relu(total - 1) / 3
    double = x.double() + 1
    whole = x.long() + 1.5
    empty = x[:0] * 2 + x[:0]
    column = x.view(-1, 1) + x
    scaled = torch.add(x, x, alpha=2)
    return y, z, grid, total, double, whole, empty, column, scaled, x.sum() + 1, x.t() - 1, x > 0


INPUTS = [(torch.tensor([1.0, -2.0, 3.5, 0.0]), 3), (torch.tensor([float("nan"), float("inf")]), 1)]
