from __future__ import annotations

import torch
from torch import nn

torch.manual_seed(0)


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = nn.LSTM(3, 4, bidirectional=True, batch_first=True)

    def forward(self, x, lengths):
        packed = nn.utils.rnn.pack_padded_sequence(x, lengths, batch_first=True, enforce_sorted=False)
        out, (h, c) = self.a(packed)
        y, lengths_again = nn.utils.rnn.pad_packed_sequence(out, batch_first=True)
        return y, lengths_again, h, c


program = Net().eval()
INPUTS = [(torch.randn(3, 5, 3), torch.tensor([3, 5, 2]))]
