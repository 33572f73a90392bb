"""A dict that may be replaced by another of the same keys is still one whose keys are known: it is spread into a call."""

from __future__ import annotations

import torch


def scaled(x: torch.Tensor, factor=None, **others):
    if others.get("file") is not None:
        with open(others["file"]) as file:  # nobody gives one
            return file.read()
    return (x if factor is None else x * factor), others


def program(x: torch.Tensor, limit: float, keep: bool):
    options = {"x": x, "factor": 2, "note": "given"}
    if x.sum() > limit:
        options = {key: value + value for key, value in options.items()}
    first = scaled(**options)
    options["note"] = "later"
    other = options if keep else None  # now it has two names
    if x.sum() < limit:
        options = dict(options, x=x + 1)
    options["factor"] = 5
    return first, options, other, other is options


INPUTS = [
    (torch.ones(3), 1.0, True),
    (torch.ones(2), 4.0, True),
    (torch.ones(2), 4.0, False),
    (torch.ones(3), 1.0, False),
]
