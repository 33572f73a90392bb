from __future__ import annotations

import torch


def program(x, m, v):
    y = x.clone()
    z = y.addmv_(m, v, beta=2)
    y.index_reduce_(0, torch.tensor([0, 0, 1]), torch.tensor([5.0, 7.0, -1.0]), "amax")
    whole = torch.tensor([3, 4])
    try:
        whole.digamma_()
    except RuntimeError as error:
        return y, z is y, str(error)
    return y, z is y, whole


INPUTS = [(torch.tensor([1.0, 2.0]), torch.eye(2), torch.tensor([0.5, -1.5]))]
