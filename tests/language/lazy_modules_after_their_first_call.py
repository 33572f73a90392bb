from __future__ import annotations

import torch
from torch import nn

torch.manual_seed(0)


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = nn.LazyLinear(4)
        self.c = nn.LazyConv2d(3, 3)
        self.b = nn.LazyBatchNorm2d()

    def forward(self, x):
        return self.a(self.b(self.c(x)))


program = Net()
program(torch.randn(2, 2, 5, 5))
program.eval()
INPUTS = [(torch.randn(2, 2, 5, 5),)]
