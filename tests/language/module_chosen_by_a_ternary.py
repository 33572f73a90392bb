from __future__ import annotations

import torch
from torch import nn

torch.manual_seed(0)


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = nn.Linear(3, 3)
        self.b = nn.Sequential(nn.Linear(3, 3), nn.ReLU())
        self.c = None

    def forward(self, x, flag: bool, use: bool):
        layer = self.a if flag else self.b
        after = layer if use else self.c
        x = layer(x)
        if after is not None:
            x = after(x) + 1
        act = torch.relu if x.sum() > 0 else torch.sigmoid
        return act(x), isinstance(layer, nn.Linear)


program = Net().eval()
INPUTS = [(torch.randn(2, 3), a, b) for a in (True, False) for b in (True, False)]
