from __future__ import annotations

import torch

torch.manual_seed(0)


def program(x, d: torch.dtype, dev: torch.device):
    y = x.to(d)
    z = torch.zeros(2, dtype=d, device=dev)
    if d == torch.float64:
        z = z + 1
    return y, z, d.is_floating_point, str(d), d.itemsize, dev.type, d in (torch.float32, torch.float64)


INPUTS = [(torch.randn(2), torch.float64, torch.device("cpu")), (torch.randn(2), torch.int32, torch.device("cpu"))]
