"""A program with ten things that can't be compiled, in several functions and two modules; one of them twice."""

from __future__ import annotations

import sys

from parts import Head, describe
from torch import nn


class Pipeline(nn.Module):
    def __init__(self):
        super().__init__()
        self.head = Head()

    def forward(self, x, name: str, steps: int):
        scores = self.head(x, name)
        for step in range(steps):
            scores = self.update(scores, step)
        pair = x[..., 0, ...], open(name)
        try:
            text = describe(x)
        except ValueError:
            text = input()
        print(text, file=sys.stderr)
        return {"scores": scores, "pair": pair, "address": x.data_ptr()}

    def update(self, x, step: int):
        loss = x.mean() * step
        loss.backward()
        return x - open(step)


program = Pipeline().eval()
