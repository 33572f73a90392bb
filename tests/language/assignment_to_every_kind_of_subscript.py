from __future__ import annotations

import torch

torch.manual_seed(0)


def program(x, m, i: int):
    a = torch.tensor([0, 2])
    x = x.clone()
    x[0] = 1
    x[:, i] = 2.5
    x[m] = -1
    x[a, 1] = torch.ones(5)
    x[..., -1] += 3
    x[[0, 1], [2, 3]] *= 2
    x[x > 1] = 0
    x[x < 0] -= 1
    x[m, :, 0] /= 2
    x[None, 0] = 7
    x[i, ..., i] = torch.arange(4.0)
    x[:, None, :2] = 5
    x[...] += 1
    x[:] -= 1
    x[True] = x * 2
    x[(slice(None), 0)] = 9
    idx = [slice(None)] * 3
    idx[1] = slice(0, 2)
    x[tuple(idx)] = 4
    x[i] **= 2
    x[i, 1] //= 2
    x[i, 1, 2] %= 2
    return x


INPUTS = [
    (torch.randn(3, 4, 5), torch.tensor([True, False, True]), 0),
    (torch.randn(3, 4, 5), torch.tensor([True, False, False]), 1),
]
