from __future__ import annotations

import torch
from torch import nn

torch.manual_seed(0)


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.p = nn.ParameterList([nn.Parameter(torch.randn(3)) for _ in range(3)])
        self.d = nn.ParameterDict({"a": nn.Parameter(torch.randn(3)), "b": nn.Parameter(torch.randn(3))})
        self.buf = [torch.ones(3), torch.zeros(3)]

    def forward(self, x, i: int, k: str):
        return x * self.p[i] + self.d[k] + self.buf[i % 2]


program = Net().eval()
INPUTS = [(torch.randn(2, 3), 0, "a"), (torch.randn(2, 3), -1, "b")]
