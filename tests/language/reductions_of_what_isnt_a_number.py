from __future__ import annotations

import math

import torch


def kind_of_error(function):
    try:
        return function()
    except RuntimeError as error:
        return str(error).splitlines()[0]


def program(x):
    out = torch.zeros(2, dtype=torch.int64)
    torch.full((2,), 2.5, out=out)
    byte = x.nan_to_num(1.0, 2.0).to(torch.uint8)
    return (
        torch.nansum(x, dtype=torch.int32),
        torch.nansum(x, 0, dtype=torch.int64),
        out,
        torch.ones(2, out=torch.zeros(2, dtype=torch.bool)),
        torch.zeros(1, 2, out=torch.ones(1, 2, dtype=torch.uint8)).dtype,
        torch.inner(byte, torch.tensor(2.5)),
        torch.cumulative_trapezoid(x[:0]).shape,
        (x > 1).clamp(min=x > 0),
        kind_of_error(lambda: torch.histc(x, 5)),
        torch.histc(x[:2].half() * 30000, 5).dtype,
        kind_of_error(lambda: byte.clamp(max=300)),
        kind_of_error(lambda: byte.clamp(-1, 5)),
        kind_of_error(lambda: torch.where(byte > 0, byte, 300)),
        kind_of_error(lambda: x.half().masked_fill(x > 0, -1e9)),
        kind_of_error(lambda: x.half().clamp(max=1e6)),
        kind_of_error(lambda: x.half().clamp(max=math.inf)),
        kind_of_error(lambda: torch.einsum("...i,...i->...", x, x.sum())),
        kind_of_error(lambda: (x > 0) // (x[:2] > 0)),
    )


INPUTS = [(torch.tensor([1.0, 2.7, math.nan]),), (torch.tensor([0.5, -3.0, math.nan, 8.0]),)]
