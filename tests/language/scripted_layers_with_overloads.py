import warnings

import torch
from torch import nn


class Tagger(nn.Module):
    def __init__(self):
        super().__init__()
        self.recurrent = nn.GRU(4, 3, batch_first=True)

    def forward(self, x):
        y, last = self.recurrent(x)
        return y.argmax(-1), last


with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    torch.manual_seed(0)
    scripted = torch.jit.script(Tagger().eval())


def program(x):
    return scripted(x)


INPUTS = [(torch.rand(2, 3, 4),), (torch.rand(1, 5, 4),)]
