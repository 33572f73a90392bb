import torch
from torch import nn


class Model(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = nn.ModuleList(nn.Linear(3, 3) for _ in range(3))
        self.active = None

    def collect(self, x, out):
        for layer in self.layers:
            x = layer(x)
            out.append((layer, x))
        return x

    def forward(self, x):
        kept = []
        done = 0
        try:
            x = self.collect(x, kept)
        finally:
            done = 1
        seen = [len(kept)]
        try:
            seen.append(2)
        finally:
            seen.append(len(seen))
        return x, torch.stack([layer(h) for layer, h in kept]), done, seen


torch.manual_seed(0)
program = Model().eval()
INPUTS = [(torch.randn(2, 3),)]
