from __future__ import annotations

import torch


def program(x, y):
    whole = torch.einsum("...ik, ...j -> ij", [x, y])
    try:
        mixed = torch.einsum("ijk,j->i", x, y[:2].repeat(1))
    except RuntimeError as error:
        return whole, whole.dtype, str(error)
    return whole, whole.dtype, mixed


INPUTS = [
    (torch.arange(6, dtype=torch.int32).reshape(1, 2, 3), torch.tensor([1, 2, 3], dtype=torch.int32)),
    (torch.arange(6.0).reshape(1, 2, 3), torch.tensor([1.0, 2.0, 3.0])),
]
