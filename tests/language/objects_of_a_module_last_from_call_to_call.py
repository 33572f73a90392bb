from dataclasses import dataclass, field

import torch
from torch import nn


@dataclass
class Stats:
    total: float = 0.0
    best: float | None = None
    history: list[float] = field(default_factory=list)

    def add(self, value: float):
        self.total += value
        if self.best is None or value > self.best:
            self.best = value
        self.history.append(value)


class Meter(nn.Module):
    def __init__(self):
        super().__init__()
        self.stats = Stats()
        self.latest = None

    def forward(self, x):
        value = float(x.mean())
        self.stats.add(value)
        self.latest = Stats(value)
        return self.stats.total, self.stats.best, list(self.stats.history), self.latest


program = Meter().eval()
INPUTS = [(torch.tensor([1.0, 3.0]),), (torch.tensor([0.5]),), (torch.tensor([9.0]),)]
