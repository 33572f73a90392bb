from __future__ import annotations

import torch
from torch import nn

torch.manual_seed(0)


class Bank(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = nn.ModuleList([nn.Linear(3, 3), nn.ReLU()])

    def __getitem__(self, i):
        return self.layers[i % len(self)]

    def __len__(self):
        return len(self.layers)

    def __contains__(self, i):
        return i < 2

    def __iter__(self):
        return iter(self.layers)


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.bank = Bank()

    def forward(self, x, i: int):
        for m in self.bank:
            x = m(x)
        return self.bank[i](x), len(self.bank), i in self.bank


program = Net().eval()
INPUTS = [(torch.randn(2, 3), 0), (torch.randn(2, 3), 5)]
