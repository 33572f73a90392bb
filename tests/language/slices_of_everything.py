from __future__ import annotations

import torch


def program(x, s: str, values: list[int], k: int):
    return (
        x[1:],
        x[..., -1],
        x[:, None],
        x[k],
        x[-k:],
        x[::2, 1:],
        s[1:-1],
        values[k:],
        values[::-1],
        values[-1],
        (1, 2, 3)[k:],
    )


INPUTS = [
    (torch.arange(12.0).reshape(4, 3), "hello", [1, 2, 3, 4], 1),
    (torch.arange(6.0).reshape(2, 3), "ab", [5, 6], 0),
]
