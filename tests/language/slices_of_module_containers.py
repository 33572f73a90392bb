from __future__ import annotations

import torch
from torch import nn

torch.manual_seed(0)


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.s = nn.Sequential(nn.Linear(3, 3), nn.ReLU(), nn.Linear(3, 3), nn.Tanh())
        self.l = nn.ModuleList([nn.Linear(3, 3) for _ in range(4)])

    def forward(self, x):
        y = self.s[:2](x) + self.s[-1](x)
        for m in self.l[1:3]:
            y = m(y)
        for m in self.l[::-1]:
            y = m(y)
        for i in range(len(self.s)):
            y = self.s[i](y)
        return y, len(self.s), len(self.l[:2])


program = Net().eval()
INPUTS = [(torch.randn(2, 3),)]
