from __future__ import annotations

import torch
import torch.nn.functional as F


def program(x, factor: int):
    try:
        return F.pixel_shuffle(x, factor)
    except (RuntimeError, ValueError) as error:
        return str(error)


INPUTS = [(torch.ones(1, 4, 2, 2), factor) for factor in (2, 3, 2**31, 2**32, 2**62)]
