from __future__ import annotations

import torch
from torch import vmap


def program(x, y):
    def distances(point, points):
        return (points - point).square().sum(-1)

    pairs = vmap(distances, in_dims=(0, None))(x, y)
    products = torch.func.vmap(lambda a, b: a @ b, in_dims=(0, 1))(x, y.t())
    grid = vmap(vmap(lambda a, b: a * b + 1, (None, 0)), (0, None))(x[:, 0], y[:, 0])
    columns = vmap(lambda row: (row.sin(), {"sum": row.sum()}), out_dims=(1, 0))(x)
    named = vmap(lambda row, scale: row * scale)(x, scale=y)
    return pairs, products, grid, columns, named


INPUTS = [
    (torch.arange(12.0).view(4, 3), torch.arange(12.0).view(4, 3) / 7),
    (torch.ones(1, 3), torch.zeros(1, 3)),
]
