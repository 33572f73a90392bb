from __future__ import annotations

import torch
from torch import nn


class Window(nn.Module):
    def __init__(self, size):
        super().__init__()
        self.register_buffer("weight", torch.arange(size) / size)
        self.inner = nn.LayerNorm(3)

    def forward(self, x):
        return self.inner(x) * self.weight


class Fixed(nn.Module):
    def __init__(self, scale):
        super().__init__()
        self.register_buffer("scale", torch.full((3,), scale))

    def forward(self, x):
        return x * self.scale


def program(x):
    return (
        Window(x.shape[-1]).to(x)(x),
        Fixed(0.5).to(x)(x),
        Window(x.shape[-1]).double().eval()(x.double()),
        Window(x.shape[-1]).to(x.device)(x.float()),
        Window(x.shape[-1]).to(torch.float64)(x.double()),
    )


INPUTS = [(torch.rand(2, 3),), (torch.rand(2, 3, dtype=torch.float64),)]
