from __future__ import annotations

import torch


def program(a, b):
    first = torch.tensordot(a, b, dims=([0, 1], [2, 0]))
    try:
        return first, torch.tensordot(a, b, dims=1)
    except RuntimeError:
        return first


INPUTS = [(torch.ones(1, 1, 3), torch.arange(8.0).reshape(2, 2, 2))]
