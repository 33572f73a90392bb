from __future__ import annotations

import torch

HALVES = frozenset({torch.float16, torch.bfloat16})
FLOATS = {torch.float32, torch.float64, torch.float8_e4m3fn}


def sorts(x):
    return [
        x.dtype in {torch.uint8, torch.bool, torch.int32},
        x.dtype in HALVES,
        x.dtype not in HALVES,
        x.dtype in FLOATS,
        x.dtype in FLOATS | HALVES,
        x.device in {torch.device("cpu")},
        tuple(x.shape) in {(2,), (3, 3)},
    ]


def total(x):
    return x.sum(dtype=torch.int64 if x.dtype in {torch.int32, torch.uint8} else x.dtype)


def program(x):
    return sorts(x), total(x), torch.masked.sum(x, 0, mask=x > 1), torch.masked.prod(x, 0, mask=x > 1)


INPUTS = [
    (torch.arange(3.0),),
    (torch.arange(3, dtype=torch.uint8),),
    (torch.arange(2).half(),),
    (torch.arange(3, dtype=torch.int32),),
]
