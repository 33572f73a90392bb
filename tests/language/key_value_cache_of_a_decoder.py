import torch
from torch import nn


class Attention(nn.Module):
    def __init__(self):
        super().__init__()
        torch.manual_seed(0)
        self.project = nn.Linear(4, 12)
        self.keys = None
        self.values = None

    def reset(self):
        self.keys = self.values = None

    def forward(self, x, first: bool):
        if first:
            self.reset()
        q, k, v = self.project(x).chunk(3, dim=-1)
        if self.keys is not None:
            k = torch.cat([self.keys, k], dim=0)
            v = torch.cat([self.values, v], dim=0)
        self.keys, self.values = k, v
        return torch.softmax(q @ k.T, dim=-1) @ v, self.keys.shape[0]


program = Attention().eval()
INPUTS = [(torch.ones(2, 4), True), (torch.ones(1, 4), False), (torch.zeros(1, 4), False), (torch.ones(3, 4), True)]
