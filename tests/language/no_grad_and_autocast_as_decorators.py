from __future__ import annotations

import torch
from torch import nn

torch.manual_seed(0)


@torch.no_grad()
def f(x):
    return x * 2


@torch.inference_mode()
def g(x):
    return x + 1


class Net(nn.Module):
    @torch.no_grad()
    def helper(self, x):
        return x - 1

    @torch.autocast("cpu", enabled=False)
    def other(self, x):
        return x * 3

    def forward(self, x):
        with torch.no_grad(), torch.inference_mode():
            y = f(g(x))
        with torch.autocast("cpu", enabled=False):
            y = y + 1
        with torch.autocast(device_type="cpu", dtype=torch.bfloat16, enabled=False), torch.set_grad_enabled(False):
            y = y * 2
        with torch.enable_grad():
            y = y - 1
        torch.set_grad_enabled(False)
        return self.other(self.helper(y))


program = Net().eval()
INPUTS = [(torch.randn(2, 3),)]
