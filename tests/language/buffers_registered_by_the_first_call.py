import torch
from torch import nn


class Normalised(nn.Module):
    def __init__(self):
        super().__init__()
        self.register_buffer("scale", None)

    def forward(self, x, again: bool):
        if not hasattr(self, "mean"):
            self.register_buffer("mean", x.mean(0))
        if self.scale is None or again:
            self.register_buffer("scale", x.abs().amax(0), persistent=False)
        self.mean += 1
        return (x - self.mean) / self.scale


program = Normalised()
INPUTS = [(torch.tensor([[1.0, 2.0], [3.0, 4.0]]), False), (torch.ones(1, 2), False), (torch.full((1, 2), 5.0), True)]
