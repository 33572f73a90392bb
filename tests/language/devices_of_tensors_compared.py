"""What is moved only where two devices differ stays what it is: both are where the program runs."""

from __future__ import annotations

import torch
from torch import nn


class Layer(nn.Module):
    def __init__(self):
        super().__init__()
        self.weight = nn.Parameter(torch.full((2,), 3.0))

    def forward(self, x, mask=None, **others):
        if others.get("file") is not None:
            with open(others["file"]) as file:  # nobody gives one
                return file.read()
        return x * self.weight if mask is None else (x * self.weight)[mask]


class Model(nn.Module):
    def __init__(self):
        super().__init__()
        self.layer = Layer()

    def forward(self, x, mask):
        given = {"x": x, "mask": mask}
        if given["x"].device != self.layer.weight.device:
            given = moved(given, self.layer.weight.device)
        same = x.device == mask.device, x.device in (mask.device, None), mask.device != torch.device("cpu")
        return self.layer(**given), same


def moved(value, device):
    if isinstance(value, torch.Tensor):
        return value.to(device)
    return type(value)({name: moved(one, device) for name, one in value.items()})


program = Model().eval()
INPUTS = [(torch.ones(2), torch.tensor([True, False])), (torch.ones(2), torch.tensor([True, True]))]
