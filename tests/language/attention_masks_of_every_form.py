from __future__ import annotations

import torch
from torch import nn

torch.manual_seed(0)


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = nn.MultiheadAttention(4, 2, batch_first=True)
        self.b = nn.MultiheadAttention(4, 2, add_bias_kv=True, add_zero_attn=True, kdim=3, vdim=5)

    def forward(self, x, m, kpm, k, v):
        y, w = self.a(x, x, x, attn_mask=m)
        y2, w2 = self.a(x, x, x, key_padding_mask=kpm, average_attn_weights=False)
        y3, w3 = self.a(x, x, x, attn_mask=m.float(), key_padding_mask=kpm.float(), need_weights=False)
        y4, w4 = self.b(x, k, v)
        y5, w5 = self.a(x[0], x[0], x[0])
        y6, w6 = self.a(
            x,
            x,
            x,
            need_weights=False,
            attn_mask=torch.nn.Transformer.generate_square_subsequent_mask(3),
            is_causal=True,
        )
        return y, w, y2, w2, y3, w3, y4, w4, y5, w5, y6


program = Net().eval()
INPUTS = [
    (
        torch.randn(2, 3, 4),
        torch.tensor([[False, True, True], [False, False, True], [False, False, False]]),
        torch.tensor([[False, False, True], [False, False, False]]),
        torch.randn(2, 3, 3),
        torch.randn(2, 3, 5),
    )
]
