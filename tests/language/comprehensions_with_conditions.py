from __future__ import annotations

import torch


def program(x, n: int):
    squares = [i * i for i in range(n) if i % 2]
    table = {i: str(i) for i in range(n)}
    unique = {i % 3 for i in range(n)}
    nested = [(i, j) for i in range(3) for j in range(i)]
    return squares, table, sorted(unique), nested, sum(v * v for v in squares), [row.sum() for row in x]


INPUTS = [(torch.arange(6.0).reshape(3, 2), 5), (torch.ones(1, 2), 0)]
