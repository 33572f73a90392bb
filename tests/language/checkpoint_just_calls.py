from __future__ import annotations

import torch
from torch import nn
from torch.utils.checkpoint import checkpoint, checkpoint_sequential

torch.manual_seed(0)


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.l = nn.Linear(3, 3)
        self.s = nn.Sequential(nn.Linear(3, 3), nn.ReLU())

    def block(self, x, k):
        return self.l(x) * k

    def forward(self, x):
        x = checkpoint(self.l, x, use_reentrant=False)
        x = checkpoint(self.block, x, 2.0, use_reentrant=True)
        x = checkpoint(lambda a: a + 1, x, use_reentrant=False, preserve_rng_state=False)
        x = checkpoint_sequential(self.s, 2, x, use_reentrant=False)
        return x


program = Net().eval()
INPUTS = [(torch.randn(2, 3),)]
