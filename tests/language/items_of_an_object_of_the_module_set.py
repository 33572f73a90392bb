"""An object that the module holds changes its items by its own ``__setitem__`` and ``__delitem__``."""

import torch
from torch import nn


class Table:
    def __init__(self, rows):
        self.rows = rows
        self.writes = 0

    def __getitem__(self, index):
        return self.rows[index]

    def __setitem__(self, index, value):
        self.writes += 1
        self.rows[index] = value

    def __delitem__(self, index):
        self.writes -= 1
        del self.rows[index]

    def __len__(self):
        return len(self.rows)


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.table = Table([1, 2, 3, 4, 5])
        self.named = Table({"a": 1})
        self.scale = torch.ones(2)

    def forward(self, x: torch.Tensor, n: int):
        self.table[0] = n
        self.table[-1] += 2
        self.named[f"k{n}"] = n * 2
        if len(self.table) > 3:
            del self.table[1]
        del self.named[f"k{n}"]
        return x * self.table[0], self.table.rows[:], self.table.writes, len(self.table), self.named["a"]


program = Net().eval()
INPUTS = [(torch.ones(2), 7), (torch.zeros(2), -1), (torch.ones(2), 3)]
