from __future__ import annotations

import torch

torch.manual_seed(0)


def program(x, n: int):
    return (
        torch.stack([r * 2 for r in x]),
        torch.stack(tuple(x)),
        torch.cat((x, x)),
        torch.cat([x for _ in range(n)], dim=1),
        torch.stack(list(x.unbind(0)), -1),
        torch.cat([x[:, :1], x], -1),
        torch.vstack((x, x)),
        torch.hstack([x, x]),
        torch.stack([x] * n),
        torch.cat(x.split(1)),
        torch.cat(torch.chunk(x, 2, dim=1), 0),
        torch.cat((x, torch.zeros(0, 3))),
        torch.block_diag(x, x),
    )


INPUTS = [(torch.randn(2, 3), 2)]
