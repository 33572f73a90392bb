from __future__ import annotations

import torch
from torch import nn


class Positions(nn.Module):
    """A table that grows with the longest input so far."""

    def __init__(self) -> None:
        super().__init__()
        self.table = nn.Buffer(torch.arange(2.0), persistent=False)

    def forward(self, x):
        if len(x) > len(self.table):
            self.table = nn.Buffer(torch.arange(len(x)).to(self.table), persistent=False)
        weight = nn.Parameter(x * 2, requires_grad=False)
        return x + self.table[: len(x)], weight, len(self.table), nn.Parameter().shape


program = Positions()
INPUTS = [(torch.ones(2),), (torch.ones(4),), (torch.ones(1),)]
