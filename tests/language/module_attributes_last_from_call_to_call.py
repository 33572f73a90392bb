import torch
from torch import nn


class Streaming(nn.Module):
    calls = 0

    def __init__(self):
        super().__init__()
        self.register_buffer("ring", torch.zeros(4))
        self.cache = None
        self.position = 0
        self.seen = []
        self.scale = nn.Parameter(torch.tensor(2.0))

    def forward(self, x, step: int):
        self.position += step
        self.calls += 1
        self.ring[self.position % 4] = x.sum()
        if self.cache is None:
            self.cache = x * self.scale
        else:
            self.cache = torch.cat([self.cache, x])
        self.seen.append(step)
        if step > 3:
            raise ValueError(f"step {step} is too long")
        return self.cache, self.position, self.calls, self.ring.clone(), list(self.seen)


program = Streaming().eval()
INPUTS = [(torch.ones(2), 1), (torch.zeros(1), 2), (torch.ones(1), 4), (torch.ones(1) * 3, 3)]
