from __future__ import annotations

import torch

torch.manual_seed(0)


def program(x, m):
    a = torch.tensor([0, 2])
    b = torch.tensor([1, 3])
    return (
        x[[0, 2]],
        x[a],
        x[a, b],
        x[a, :, b],
        x[:, a, b],
        x[a, 0],
        x[a, None, b],
        x[0, :, b],
        x[a[:, None], b],
        x[..., a],
        x[[0, 1], [2, 3]],
        x[[[0, 1], [1, 2]]],
        x[m],
        x[x > 0],
        x[m, 0],
        x[m, :, a[0]],
        x[(0, 1)],
        x[[0, 2], ..., [1, 2]],
        x[:, [True, False, True, False]],
        x[m.nonzero()[:, 0]],
    )


INPUTS = [(torch.randn(3, 4, 5), torch.tensor([True, False, True]))]
