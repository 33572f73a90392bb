"""A function gives torch.finfo of one dtype and torch.iinfo of another, as the input's dtype says."""

import torch


def limits_of(dtype: torch.dtype):
    if dtype == torch.bool:
        raise TypeError("no limits of torch.bool")
    return torch.finfo(dtype) if dtype.is_floating_point else torch.iinfo(dtype)


def tiny_of(dtype: torch.dtype):
    return 1e-13 if dtype != torch.half and dtype.is_floating_point else 1e-4


def program(x: torch.Tensor, mask: torch.Tensor):
    lowest = limits_of(x.dtype).min
    found = x.masked_fill(~mask, lowest)
    return found, found.max(), limits_of(x.dtype).max, limits_of(x.dtype).bits, tiny_of(x.dtype)


MASK = torch.tensor([True, False, True])
INPUTS = [
    (torch.tensor([1.0, 5.0, 2.0]), MASK),
    (torch.tensor([1, 5, 2]), MASK),
    (torch.tensor([1, 5, 2], dtype=torch.uint8), MASK),
    (torch.tensor([True, False, True]), MASK),
]
