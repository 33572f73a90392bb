from __future__ import annotations

import torch
from torch import nn

torch.manual_seed(0)


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = nn.LSTM(3, 4)
        self.cell = nn.LSTMCell(4, 4)
        self.gc = nn.GRUCell(4, 4)
        self.rc = nn.RNNCell(4, 4)

    def forward(self, x, h, c):
        out, (h, c) = self.a(x, (h, c))
        hx, cx = h[0], c[0]
        outs = []
        for t in range(out.size(0)):
            hx, cx = self.cell(out[t], (hx, cx))
            outs.append(hx)
        g = self.gc(outs[-1], hx)
        r = self.rc(g)
        return torch.stack(outs), g, r, self.cell(out[0])


program = Net().eval()
INPUTS = [(torch.randn(5, 2, 3), torch.randn(1, 2, 4), torch.randn(1, 2, 4))]
