from __future__ import annotations

import torch
from torch import nn

torch.manual_seed(0)


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = nn.ModuleList([nn.Linear(3, 3), nn.ReLU(), nn.Sequential(nn.Linear(3, 3), nn.Tanh())])

    def forward(self, x, i: int):
        return self.layers[i](x)


program = Net().eval()
INPUTS = [
    (torch.randn(2, 3), 0),
    (torch.randn(2, 3), 1),
    (torch.randn(2, 3), -1),
    (torch.randn(2, 3), 2),
    (torch.randn(2, 3), 3),
    (torch.randn(2, 3), -4),
]
