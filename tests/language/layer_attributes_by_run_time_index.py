from __future__ import annotations

import torch
from torch import nn

torch.manual_seed(0)


class Block(nn.Module):
    def __init__(self, k):
        super().__init__()
        self.scale = k * 1.5
        self.name = f"b{k}"
        self.lin = nn.Linear(3, 3)
        self.k = k

    def helper(self, x):
        return self.lin(x) * self.scale

    def forward(self, x):
        return x + self.k


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.blocks = nn.ModuleList([Block(k) for k in range(3)])

    def forward(self, x, i: int):
        b = self.blocks[i]
        if b.k > 1:
            x = x * 10
        return b.helper(x), b.name, b.scale, b.lin.weight, hasattr(b, "nope"), getattr(b, "nope", 3)


program = Net().eval()
INPUTS = [(torch.randn(2, 3), 0), (torch.randn(2, 3), 2)]
