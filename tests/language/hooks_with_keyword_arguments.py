from __future__ import annotations

import torch
from torch import nn

torch.manual_seed(0)


def pre(m, args, kwargs):
    return (args[0] + 1,), {"scale": 3.0}


def post(m, args, kwargs, out):
    return out * kwargs["scale"]


class Sub(nn.Module):
    def forward(self, x, scale: float = 1.0):
        return x * scale


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.m = Sub()
        self.m.register_forward_pre_hook(pre, with_kwargs=True)
        self.m.register_forward_hook(post, with_kwargs=True)
        self.m.register_forward_hook(lambda m, a, o: None, always_call=True)

    def forward(self, x):
        return self.m(x, scale=2.0)


program = Net().eval()
INPUTS = [(torch.randn(2, 3),)]
