from __future__ import annotations

import torch


class Cache:
    def __init__(self):
        self.rows = None
        self.seen = 0

    def add(self, row):
        self.rows = row if self.rows is None else torch.cat([self.rows, row])
        self.seen += row.shape[0]
        return self.rows


def step(row, cache=None):
    if cache is None:
        cache = Cache()
    return cache.add(row).sum(0, keepdim=True), cache


def program(x, steps: int):
    cache = None
    outputs = [x.sum()]
    for i in range(steps):
        x, cache = step(x, cache)
        outputs.append(x.sum())
        if x.sum() > 500:
            break
    else:
        outputs.append(x.max())
    return x, torch.stack(outputs)


INPUTS = [(torch.ones(2, 3), 4), (torch.ones(1, 2), 0), (torch.ones(1, 1), 1), (torch.full((2, 2), 40.0), 9)]
