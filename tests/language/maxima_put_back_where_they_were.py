from __future__ import annotations

import torch
from torch import nn

torch.manual_seed(0)


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.p = nn.MaxPool2d(2, return_indices=True)
        self.u = nn.MaxUnpool2d(2)
        self.p1 = nn.MaxPool1d(2, return_indices=True)
        self.u1 = nn.MaxUnpool1d(2)

    def forward(self, x):
        y, i = self.p(x)
        z, j = self.p1(x[0])
        return self.u(y, i), self.u(y, i, output_size=x.size()), self.u1(z, j)


program = Net().eval()
INPUTS = [(torch.randn(2, 3, 4, 4),)]
