from __future__ import annotations

import torch


@torch.compiler.disable
def eager_only(x):
    return x * 2


@torch.compile(backend="eager")
def compiled(x, y: int):
    return x.relu() + y


def program(x, y: int):
    return eager_only(x) + compiled(x, y)


INPUTS = [(torch.ones(2), 3), (torch.zeros(2), -1)]
