import torch
from torch import nn


class Ema(nn.Module):
    def __init__(self, decay=0.9):
        super().__init__()
        self.decay = decay
        self.register_buffer("value", torch.zeros(1))
        self.steps = 0

    def forward(self, x):
        self.steps += 1
        self.value = self.decay * self.value + (1 - self.decay) * x.mean()
        return self.value / (1 - self.decay**self.steps)


def program(x: torch.Tensor):
    ema = Ema()
    vals = [ema(x * i) for i in range(3)]
    return vals, ema.steps


INPUTS = [(torch.ones(3),), (torch.zeros(2),)]
