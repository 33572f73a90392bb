from __future__ import annotations

import torch
from torch import nn

torch.manual_seed(0)


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = nn.ModuleList([nn.Linear(3, 3) for _ in range(3)])
        self.b = nn.ModuleList([nn.ReLU(), nn.Tanh(), nn.Sigmoid()])
        self.d = nn.ModuleDict({"x": nn.Linear(3, 3), "y": nn.Linear(3, 3)})

    def forward(self, x):
        names = []
        for name, m in self.named_children():
            names.append(name)
        for layer, act in zip(self.a, self.b):
            x = act(layer(x))
        for i, layer in enumerate(reversed(self.a)):
            x = layer(x) * i
        for k in self.d:
            x = self.d[k](x)
        for k in self.d.keys():
            x = self.d[k](x)
            names.append(k)
        for k, m in self.d.items():
            x = m(x)
            names.append(k)
        for m in self.d.values():
            x = m(x)
        for n, p in self.named_parameters():
            names.append(n)
        total = 0
        for m in self.modules():
            if isinstance(m, nn.Linear):
                total += 1
        count = sum(p.numel() for p in self.parameters())
        return x, names, total, count, list(self.d.keys()), "x" in self.d


program = Net().eval()
INPUTS = [(torch.randn(2, 3),)]
