from __future__ import annotations

from typing import List

import torch
from torch import nn

torch.manual_seed(0)


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.l = nn.ModuleList([nn.Linear(3, 3), nn.ReLU()])
        self.d = {"a": self.l[0], "b": self.l[1]}
        self.names = ["relu", "tanh"]

    def forward(self, x, i, ks: List[str]):
        y = self.l[i](x)
        for k in ks:
            y = self.d[k](y)
        for j in range(len(ks)):
            y = getattr(self.l[j % 2], "forward")(y)
        idx = int(x.argmax()) % 2
        return self.l[idx](y), self.l[x.size(0) % 2](y)


program = Net().eval()
INPUTS = [(torch.randn(2, 3), torch.tensor(1), ["a", "b", "a"]), (torch.randn(1, 3), torch.tensor(0), [])]
