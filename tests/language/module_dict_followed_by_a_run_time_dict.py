from __future__ import annotations

from typing import Dict

import torch
from torch import Tensor, nn

torch.manual_seed(0)


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.heads = nn.ModuleDict({"cls": nn.Linear(3, 2), "box": nn.Sequential(nn.Linear(3, 4), nn.Sigmoid())})

    def forward(self, feats: Dict[str, Tensor]):
        out = {}
        for name, f in feats.items():
            if name in self.heads:
                out[name] = self.heads[name](f)
            else:
                out[name + "_raw"] = f
        return out


program = Net().eval()
INPUTS = [({"cls": torch.randn(2, 3), "other": torch.randn(1, 3)},), ({"box": torch.randn(2, 3)},)]
