import torch
from torch import nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.cache = {"sum": None, "frames": 0}

    def forward(self, x, key: str):
        self.cache["frames"] += x.size(0)
        self.cache["sum"] = x if self.cache["sum"] is None else self.cache["sum"] + x
        self.cache[key] += 1
        return self.cache["frames"], self.cache["sum"].clone()


program = Net().eval()
INPUTS = [(torch.ones(2), "frames"), (torch.ones(2), "sum"), (torch.ones(2), "frames")]
