from __future__ import annotations

import torch


def frequencies(width: int, length: int, base: float = 10000.0):
    steps = 1.0 / base ** (torch.arange(0, width, 2)[: width // 2].float() / width)
    angles = torch.outer(torch.arange(length), steps)
    return torch.polar(torch.ones_like(angles), angles)


def rotate(x, turns):
    pairs = torch.view_as_complex(x.float().reshape(*x.shape[:-1], -1, 2))
    shape = [n if d == 1 or d == pairs.ndim - 1 else 1 for d, n in enumerate(pairs.shape)]
    return torch.view_as_real(pairs * turns.view(*shape)).flatten(3).type_as(x)


def program(queries, keys):
    turns = frequencies(queries.shape[-1], queries.shape[1])
    return rotate(queries, turns), rotate(keys, turns), turns.abs(), turns.angle()


torch.manual_seed(0)
INPUTS = [(torch.randn(2, 5, 3, 8), torch.randn(2, 5, 1, 8))]
