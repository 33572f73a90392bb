from __future__ import annotations

import torch

torch.manual_seed(0)


def program(x, n: int):
    return (
        torch.where(x > 0),
        torch.where(x > 0, x, 0),
        torch.where(x > 0, 1.0, x),
        torch.where(x > 0, 1, 0),
        torch.where(x > 0, x, torch.tensor(2.0)),
        x.where(x > 0, torch.zeros(3)),
        torch.where(x > 0, n, n + 1),
        torch.where(x > 0, x, -x),
        torch.where(x > 0, 1.5, n),
        torch.where(x > 0, True, False),
    )


INPUTS = [(torch.randn(3), 2)]
