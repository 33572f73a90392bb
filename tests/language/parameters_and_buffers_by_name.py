from __future__ import annotations

import torch
from torch import nn

torch.manual_seed(0)


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.p = nn.ParameterList([nn.Parameter(torch.randn(3)) for _ in range(3)])
        self.d = nn.ParameterDict({"a": nn.Parameter(torch.randn(3)), "b": nn.Parameter(torch.randn(3))})
        self.register_buffer("buf", torch.arange(3.0))

    def forward(self, x):
        for p in self.p:
            x = x * p
        for i in range(len(self.p)):
            x = x + self.p[i]
        x = x + self.d["a"]
        for k, v in self.d.items():
            x = x + v
        x = x + self.p[-1]
        for n, b in self.named_buffers():
            x = x + b
        sd = self.state_dict()
        x = x + sd["buf"]
        return x + self.get_buffer("buf") + self.get_parameter("p.0"), len(self.p), list(self.d.keys()), "b" in self.d


program = Net().eval()
INPUTS = [(torch.randn(2, 3),)]
