"""Part of the ailing program: what its other module holds."""

from __future__ import annotations

import zlib

import torch
from torch import nn


class Head(nn.Module):
    def __init__(self):
        super().__init__()
        self.linear = nn.Linear(4, 4)

    def forward(self, x, name: str):
        method = getattr(x, name)
        scores = torch.view_as_real(self.linear(x).chalf())
        if method(scores) > 0:
            scores = scores.to("cuda")
        return scores + checksum(name)


def checksum(text: str) -> int:
    total = 0
    for word in text.split():
        total += len(zlib.compress(word.encode()))
    return total


def describe(rows):
    lines = []
    for row in rows:
        lines.append(eval("str(row)", {"row": row}))
    return "\n".join(lines)
