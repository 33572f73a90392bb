from __future__ import annotations

import torch


def program(x):
    y = torch.zeros(3, device=x.device, dtype=x.dtype)
    z = torch.arange(x.shape[0], device=x.device)
    return (
        y,
        z,
        x.new_ones(2),
        torch.ones_like(x, dtype=torch.int32),
        x.to(y.dtype),
        str(x.device),
        x.dtype == torch.float32,
    )


INPUTS = [(torch.ones(2),), (torch.ones(3, dtype=torch.float64),)]
