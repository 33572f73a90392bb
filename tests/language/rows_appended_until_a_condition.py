from __future__ import annotations

import torch


def program(x):
    rows = []
    current = x
    while current.abs().max() > 0.1 and len(rows) < 20:
        rows.append(current)
        current = current * 0.5
    return torch.stack(rows) if rows else torch.empty(0), len(rows)


INPUTS = [(torch.tensor([1.0, -2.0]),), (torch.zeros(2),)]
