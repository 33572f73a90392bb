from __future__ import annotations

import torch


def program(x):
    lead = list(x.shape[:-1])
    zeros = torch.zeros([*lead, 3])
    sizes = []
    sizes.append(x.size(0))
    sizes.extend([1, 4])
    ones = torch.ones(sizes)
    sizes.append(2)
    return zeros.shape, zeros.dim(), ones.shape, torch.zeros(sizes).ndim, torch.arange(3).expand([*lead, 3]).shape


INPUTS = [(torch.zeros(2, 5),), (torch.zeros(0, 1),)]
