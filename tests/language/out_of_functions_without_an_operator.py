from __future__ import annotations

import torch


def program(x, y, found, sums):
    torch.quantile(x, 0.5, dim=1, out=found)
    torch.cumsum(x, 0, out=sums)
    crossed = torch.empty(0)
    same = torch.cross(x, y, dim=1, out=crossed)
    total = torch.sum(x, 1, out=torch.zeros(2, dtype=torch.int64))
    return (
        found,
        sums,
        crossed,
        same is crossed,
        total,
        torch.diff(x, out=torch.empty(0)),
        torch.norm(x, out=torch.empty(0)),
    )


X = torch.tensor([[1.5, 2.5, -3.0], [0.25, 4.0, 1.0]])
INPUTS = [
    (X, X.flip(1), torch.empty(0), torch.zeros(2, 3, dtype=torch.int32)),
    (X, X * 2, torch.zeros(2), torch.empty(0)),
]
