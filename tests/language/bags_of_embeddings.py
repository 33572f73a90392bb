from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import nn

torch.manual_seed(0)


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.e = nn.EmbeddingBag(10, 3, mode="mean")
        self.s = nn.EmbeddingBag(10, 3, mode="sum", padding_idx=0)
        self.m = nn.EmbeddingBag(10, 3, mode="max")
        self.em = nn.Embedding(10, 3, padding_idx=1, max_norm=None)

    def forward(self, i, o):
        return (
            self.e(i, o),
            self.s(i.view(2, -1)),
            self.m(i, o),
            self.em(i),
            self.s(i, o, per_sample_weights=torch.ones(6)),
            F.embedding_bag(i, self.em.weight, o, mode="sum", include_last_offset=False),
        )


program = Net().eval()
INPUTS = [(torch.tensor([1, 2, 0, 4, 5, 3]), torch.tensor([0, 3]))]
