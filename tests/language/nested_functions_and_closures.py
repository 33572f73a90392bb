from __future__ import annotations

import torch


def program(x, scale: float):
    def twice(v):
        return v * 2 * scale

    def apply(f, v):
        return f(f(v))

    offset = 1

    def shifted(v):
        return v + offset

    offset = 10
    return apply(twice, x), shifted(x), (lambda v, k=3: v * k)(x)


INPUTS = [(torch.tensor([1.0, 2.0]), 0.5)]
