from __future__ import annotations

import torch


def program(y, x):
    return (
        torch.trapezoid(y),
        torch.trapezoid(y, x),
        torch.cumulative_trapezoid(y, dx=2),
        torch.trapezoid(y, dx=0.5, dim=0),
    )


INPUTS = [
    (torch.tensor([[1, 4, 9], [200, 100, 50]], dtype=torch.uint8), torch.tensor([0, 1, 4], dtype=torch.uint8)),
    (torch.tensor([[1.0, 4.0, 9.0]]), torch.tensor([0.0, 0.5, 2.0])),
]
