from __future__ import annotations

import torch
from torch import nn

torch.manual_seed(0)


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        for i in range(3):
            setattr(self, f"conv{i}", nn.Linear(3, 3))
            self.add_module(f"bn{i}", nn.LayerNorm(3))
        self.stages = ["conv0", "conv1", "conv2"]

    def forward(self, x):
        for i in range(3):
            x = getattr(self, f"conv{i}")(x)
            x = getattr(self, f"bn{i}")(x)
        for s in self.stages:
            x = self.get_submodule(s)(x) + self._modules[s](x)
        for name, child in self._modules.items():
            if name.startswith("bn"):
                x = child(x)
        return x


program = Net().eval()
INPUTS = [(torch.randn(2, 3),)]
