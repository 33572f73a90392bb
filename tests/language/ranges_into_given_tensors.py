from __future__ import annotations

import torch


def program(out, whole):
    torch.arange(0, 3, 0.5, out=out)
    torch.logspace(0, 3.7, 4, out=whole)
    try:
        torch.arange(0, 3, 0.5, out=whole)
    except ValueError as error:
        return out, whole, str(error)
    return out, whole


INPUTS = [(torch.empty(0), torch.empty(4, dtype=torch.int64))]
