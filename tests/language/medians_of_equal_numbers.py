from __future__ import annotations

import torch


def program(x):
    return torch.median(x, 1), torch.kthvalue(x, 3, dim=1), torch.nanmedian(x.float(), 0), x.median()


INPUTS = [(torch.tensor([[2, 0, 3, 0, 2, 0, 1, 2, 2], [1, 3, 3, 1, 2, 1, 1, 0, 0], [5, 5, 5, 5, 5, 5, 5, 5, 5]]),)]
