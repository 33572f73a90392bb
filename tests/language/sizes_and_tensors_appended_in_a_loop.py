"""A list that grew in a loop says the sizes, dimensions or parts: what it held when it was made is not what it holds."""

import torch


def program(x: torch.Tensor, n: int):
    shape = []
    for _ in range(n):
        shape.append(x.shape[0])
    square = x.reshape(shape)
    found = ["not two" if square.dim() != 2 else "two"]

    ones = [x.shape[0]]
    for _ in range(n):
        ones.append(1)
    column = x.view(ones)[:1]

    parts = [square]
    for i in range(n):
        parts.insert(0, square * i)
    joined = torch.cat(parts, 0) + torch.cat(parts)

    last = [torch.zeros(1)]
    last[0] = column
    dims = []
    for i in range(n):
        dims.append(i)
    return found, column.dim(), column, joined.shape, joined, torch.cat(last, 0).dim(), square.sum(dims).dim()


INPUTS = [(torch.ones(1), 2), (torch.ones(1), 1), (torch.ones(1), 3)]
