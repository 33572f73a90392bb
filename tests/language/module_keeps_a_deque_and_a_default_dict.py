from collections import Counter, defaultdict, deque

import torch
from torch import nn

SEEN = Counter()


class Smoother(nn.Module):
    def __init__(self):
        super().__init__()
        self.totals = defaultdict(float)
        self.recent = deque(maxlen=2)

    def forward(self, x, name: str):
        SEEN[name] += 1
        self.totals[name] += 1.5
        self.recent.append(x.sum().item())
        return sum(self.recent) / len(self.recent), self.totals[name], len(self.totals), SEEN[name], SEEN["nobody"]


program = Smoother().eval()
INPUTS = [(torch.ones(2), "a"), (torch.ones(3), "b"), (torch.zeros(1), "a")]
