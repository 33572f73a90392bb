import torch
from torch import nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(3))

    def forward(self, x):
        first = self.weight[0]
        first += 1
        return x * self.weight


program = Net().eval()
