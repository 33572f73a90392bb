"""A tensor's key may be a tuple of any length that holds slices, numbers, None, ``...``, tensors and lists of numbers."""

import torch


def program(x: torch.Tensor, weight: torch.Tensor, dim: int, index: int, picked: torch.Tensor):
    rank = x.dim()
    spread = weight[(None,) * dim + (...,) + (None,) * (rank - dim - 1)]
    behind = weight[(...,) + (None,) * (rank - 1)]
    key = [slice(None)] * rank
    key[dim] = index
    one = x[tuple(key)]
    key[dim] = picked
    several = x[tuple(key)]
    key[dim] = [0, -1]
    changed = x.clone()
    changed[tuple(key)] += 10
    changed[(slice(0, 1),) * (rank - 1)] = weight.sum()
    masked = changed.clone()
    masked[(slice(None),) * dim + (picked == picked[0],)] = -1.0
    return x * spread, behind.shape, one, several, changed, masked


INPUTS = [
    (torch.arange(6.0).reshape(2, 3), torch.arange(3.0), 1, 1, torch.tensor([2, 0, 2])),
    (torch.arange(24.0).reshape(2, 3, 4), torch.arange(2.0), 0, -1, torch.tensor([1, 0])),
    (torch.arange(24.0).reshape(2, 3, 4), torch.arange(4.0), 2, 0, torch.tensor([1, 1, 3, 3])),
    (torch.arange(24.0).reshape(2, 3, 4), torch.arange(4.0), 2, 4, torch.tensor([1, 1, 3, 3])),
    (torch.arange(24.0).reshape(2, 3, 4), torch.arange(4.0), 2, 0, torch.tensor([1, 1])),
]
