"""The strides of what operators give for tensors that aren't in row-major order: a view of it may raise afterwards."""

from __future__ import annotations

import torch
import torch.nn.functional as F

torch.manual_seed(0)


def program(x, t, reordered):
    if reordered:
        x, t = x.contiguous(memory_format=torch.channels_last), t.t()
    results = [
        x.masked_fill(x > 0, 0.0),
        F.logsigmoid(x),
        2.0**x,
        x.roll(1, 1),
        x.roll((1, 2), (1, 3)),
        x.roll(0, 1),
        torch.stack([x, x], 0),
        torch.stack([x, x], 2),
        torch.stack([x, x], -1),
        torch.stack([t, t], 1),
        x.sort(1)[0],
        x[:, :2].sort(1)[0],
        torch.gradient(x)[1],
        torch.gradient(t)[0],
        torch.gradient(t, spacing=(torch.tensor([1.0, 3.0, 4.0, 7.0]),), dim=0, edge_order=2)[0],
    ]
    return results, [r.stride() for r in results], x.masked_fill(x > 0, 0.0).view(-1)


INPUTS = [
    (torch.randn(2, 3, 4, 5), torch.randn(3, 4), True),
    (torch.randn(2, 3, 4, 5), torch.randn(4, 3), False),
    (torch.randn(40, 16, 8, 20), torch.randn(3, 4), True),
]
