from __future__ import annotations

import torch
from torch import nn

torch.manual_seed(0)


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.heads = nn.ModuleDict({"a": nn.Linear(3, 3), "b": nn.ReLU()})

    def forward(self, x, k: str):
        return self.heads[k](x)


program = Net().eval()
INPUTS = [(torch.randn(2, 3), "a"), (torch.randn(2, 3), "zz")]
