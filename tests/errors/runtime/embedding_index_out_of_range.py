import torch
from torch import nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.embed = nn.Embedding(10, 4)

    def forward(self, tokens):
        return self.embed(tokens).mean(1)


program = Net().eval()
INPUTS = (torch.tensor([[1, 10]]),)
