from __future__ import annotations

import torch
from torch import nn


class Head(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        torch.manual_seed(0)
        self.layer = nn.Linear(3, 2)

    def forward(self, x):
        return self.layer(x.float()).to(torch.float32)


program = Head()
INPUTS = [(torch.ones(2, 3),), (torch.ones(1, 3, dtype=torch.float64),)]
