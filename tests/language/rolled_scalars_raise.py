from __future__ import annotations

import torch


def program(x, dim: int):
    try:
        return torch.roll(x, 1, dim)
    except IndexError as error:
        return str(error)


INPUTS = [(torch.tensor(3.0), 0), (torch.arange(4), 0), (torch.arange(4), 2)]
