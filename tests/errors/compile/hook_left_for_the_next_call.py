import torch
from torch import nn

layer = nn.Linear(2, 2)


def program(x: torch.Tensor):
    layer.register_forward_hook(lambda module, inputs, output: output * 2)
    return layer(x)
