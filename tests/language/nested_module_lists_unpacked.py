from __future__ import annotations

import torch
from torch import nn

torch.manual_seed(0)


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.b = nn.Buffer(torch.ones(3))
        self.steps = nn.ModuleList(
            [nn.ModuleList([nn.Linear(3, 3), nn.ReLU()]), nn.ModuleList([nn.Linear(3, 3), nn.Tanh()])]
        )

    def forward(self, x):
        for lin, act in self.steps:
            x = act(lin(x))
        for pair in self.steps:
            for m in pair:
                x = m(x)
        return x + self.b + self.steps[1][0](x)


program = Net().eval()
INPUTS = [(torch.randn(2, 3),)]
