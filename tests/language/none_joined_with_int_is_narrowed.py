from __future__ import annotations

import torch


def program(x, threshold: float):
    found = None
    for i in range(x.numel()):
        if x[i] > threshold:
            found = i
            break
    if found is None:
        return -1
    return found + 1


INPUTS = [(torch.tensor([0.0, 3.0, 5.0]), 1.0), (torch.tensor([0.0]), 1.0)]
