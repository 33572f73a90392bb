from __future__ import annotations

import torch
from torch import nn

torch.manual_seed(0)


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = nn.LSTM(3, 4, num_layers=2, bidirectional=True, batch_first=True)
        self.g = nn.GRU(8, 5, batch_first=True)
        self.r = nn.RNN(5, 2, nonlinearity="relu", batch_first=True)
        self.p = nn.LSTM(2, 4, proj_size=3, batch_first=True)

    def forward(self, x):
        y, (h, c) = self.a(x)
        z, hn = self.g(y)
        r, _ = self.r(z)
        p, (ph, pc) = self.p(r)
        return y, h, c, z, hn, r, p, ph, pc


program = Net().eval()
INPUTS = [(torch.randn(2, 5, 3),), (torch.randn(5, 3),)]
