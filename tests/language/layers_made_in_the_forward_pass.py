import functools
import importlib.metadata
import threading

import torch
from torch import nn

lock = threading.Lock()


@functools.lru_cache
def has_torch():
    return "torch" in importlib.metadata.packages_distributions()


class Scaled(nn.Module):
    def __init__(self, factor):
        super().__init__()
        self.factor = factor
        self.act = nn.ReLU()
        self.register_buffer("shift", torch.ones(1) * factor)

    def forward(self, x):
        return self.act(x) * self.factor + self.shift


def program(x: torch.Tensor, pad: int, dim: int, tag: int | float | str):
    with lock:
        height, width = x.shape[2:]
        y = nn.ZeroPad2d((pad, pad, pad + 1, 0))(x)
        y = nn.Upsample(size=(height * 2, width), mode="bilinear", align_corners=False)(y)
        y = nn.AdaptiveAvgPool2d((height, width))(y)
        y = nn.Softmax(dim=dim)(y) + nn.AvgPool2d(kernel_size=x.size()[2:])(x)
        loss = nn.CrossEntropyLoss(ignore_index=pad)(x.flatten(1), torch.arange(x.shape[0]))
        scaled = Scaled(pad)
    return (
        y,
        loss,
        scaled(x),
        scaled.training,
        str(type(tag)),
        type(tag).__name__,
        type(tag) in (int, float),
        has_torch(),
    )


X = torch.linspace(-1, 1, 2 * 3 * 6 * 5).reshape(2, 3, 6, 5)
INPUTS = [(X, 1, 1, 3), (X[:1], 2, 3, "a"), (X, 1, 2, 2.5)]
