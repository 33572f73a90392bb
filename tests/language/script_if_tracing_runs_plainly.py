from __future__ import annotations

import torch

torch.manual_seed(0)


@torch.jit.script_if_tracing
def f(x, n: int):
    if n > 2:
        return x * 2
    return x


def program(x, n: int):
    return f(x, n)


INPUTS = [(torch.randn(2, 3), 1), (torch.randn(2, 3), 5)]
