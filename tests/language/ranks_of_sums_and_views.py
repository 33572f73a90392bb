"""A sum may have more dims than either knew of; views say theirs where their arguments do."""

from __future__ import annotations

import torch


def program(x):
    shifted = torch.relu(x - torch.ones(1, 1, 1))
    column = x.unsqueeze(-1).transpose(-1, -2)
    spread = x.expand(2, *x.shape)
    rows = (x.transpose(-1, 0) + torch.ones(1, 1)).sigmoid()
    return shifted.dim(), column.shape, column[..., 0, :].dim(), spread.dim(), spread[:, :1].size(0), rows.dim()


INPUTS = [(torch.rand(5),), (torch.rand(2, 3),), (torch.rand(2, 1, 4, 3),)]
