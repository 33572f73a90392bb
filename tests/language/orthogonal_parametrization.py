from __future__ import annotations

import torch
from torch import nn

torch.manual_seed(0)


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.orth = torch.nn.utils.parametrizations.orthogonal(nn.Linear(4, 4), orthogonal_map="cayley")
        self.orth2 = torch.nn.utils.parametrizations.orthogonal(nn.Linear(4, 4))

    def forward(self, x):
        return self.orth2(self.orth(x))


program = Net().eval()
INPUTS = [(torch.randn(2, 4),)]
