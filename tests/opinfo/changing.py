"""Samples with one argument changed, most of which eager refuses: a dim less or more, another dtype, a size out of range.

    changed(sample, Random(0))      # torch.cov(x), of bools or of three dims instead

What eager refuses must be refused, what it computes must be equal.
"""

from __future__ import annotations

from random import Random
from typing import Any

import torch
from torch.testing._internal.opinfo.core import SampleInput

DTYPES = ("float32", "float64", "float16", "bfloat16", "int64", "int32", "uint8", "bool")
SIZES = (-99, -2, -1, 0, 1, 2, 7, 99)
FLOATS = (-1.0, -0.5, 0.0, 2.5, float("inf"), float("nan"))
MOST = 200_000  # elements of all tensors together


def changed(sample: Any, random: Random) -> Any:
    """The sample with one of its arguments changed, or None where the change isn't possible or makes it too large."""
    places = [("input", None), *(("args", i) for i in range(len(sample.args))), *(("kwargs", k) for k in sample.kwargs)]
    holder, key = random.choice(places)
    args, kwargs, given = list(sample.args), dict(sample.kwargs), sample.input
    try:
        if holder == "input":
            given = _changed(given, random)
        elif holder == "args":
            args[key] = _changed(args[key], random)
        else:
            kwargs[key] = _changed(kwargs[key], random)
    except (RuntimeError, TypeError, ValueError):
        return None
    tensors = [t for t in (given, *args, *kwargs.values()) if isinstance(t, torch.Tensor)]
    if sum(t.numel() for t in tensors) > MOST:
        return None
    return SampleInput(given, args=tuple(args), kwargs=kwargs)


def _changed(value: Any, random: Random) -> Any:
    if isinstance(value, torch.Tensor):
        return _changed_tensor(value.detach(), random)
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return random.choice((*SIZES, value - 1, value + 1))
    if isinstance(value, float):
        return random.choice((*FLOATS, -value))
    if isinstance(value, torch.dtype):
        return getattr(torch, random.choice(DTYPES))
    if isinstance(value, (list, tuple)) and value:
        items = list(value)
        place = random.randrange(len(items))
        how = random.choice(("shorter", "longer", "other"))
        if how == "other":
            items[place] = _changed(items[place], random)
        elif how == "longer":
            items.append(items[place])
        else:
            items.pop(place)
        return items
    return value


def _changed_tensor(tensor: torch.Tensor, random: Random) -> torch.Tensor:
    """Of another dtype, with a dim more, less or permuted, or with one place more, less or none along a dim."""
    dim = random.randrange(tensor.dim()) if tensor.dim() else 0
    changes = [
        lambda: tensor.to(getattr(torch, random.choice(DTYPES))),
        lambda: tensor.unsqueeze(dim),
        lambda: tensor.reshape(-1),
        lambda: torch.zeros((), dtype=tensor.dtype),
    ]
    if tensor.dim():
        changes += [
            lambda: tensor.select(dim, 0),
            lambda: torch.cat([tensor, tensor.narrow(dim, 0, 1)], dim),
            lambda: tensor.narrow(dim, 0, tensor.size(dim) - 1).clone(),
            lambda: tensor.narrow(dim, 0, 0).clone(),
            lambda: tensor.permute(random.sample(range(tensor.dim()), tensor.dim())),
        ]
    return random.choice(changes)()
