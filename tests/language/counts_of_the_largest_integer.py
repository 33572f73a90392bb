from __future__ import annotations

import torch


def refused(function):
    try:
        return function()
    except RuntimeError as error:
        return str(error)


def program(x):
    return refused(lambda: torch.bincount(x)), refused(lambda: torch.bincount(x, x.float(), minlength=3))


INPUTS = [(torch.tensor([1, 2**63 - 1]),), (torch.tensor([0, 3, 3]),)]
