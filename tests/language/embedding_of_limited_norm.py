from __future__ import annotations

import torch
import torch.nn.functional as F

torch.manual_seed(0)


def program(indices, weight):
    found = F.embedding(indices, weight, max_norm=1.0)
    return found, weight


INPUTS = [(torch.tensor([0, 2, 2]), torch.randn(4, 3) * 3)]
