from __future__ import annotations

from typing import List

import torch

torch.manual_seed(0)


def program(x, idx: List[int], m: List[bool]):
    return x[idx], x[m], x[:, idx], x[idx, idx]


INPUTS = [(torch.randn(3, 3), [0, 2], [True, False, True]), (torch.randn(3, 3), [1], [False, False, True])]
