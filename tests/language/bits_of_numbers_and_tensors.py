from __future__ import annotations

import torch


def program(x, n: int):
    return n & x, n | x, n ^ x, 1 << x, x.__rand__(n), torch.Tensor.__rxor__(x, n), ~x & 15


INPUTS = [(torch.tensor([1, 6, 12]), 5)]
