import torch
from torch import Tensor


def program(x: Tensor | None):
    return x.sum()


INPUTS = (None,)
EXAMPLE = (torch.zeros(2),)
