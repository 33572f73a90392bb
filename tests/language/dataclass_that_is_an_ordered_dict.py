from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, fields

import torch


class Output(OrderedDict):
    """A result by attribute, key and index, as model libraries make them; what is None is left out of the dict."""

    def __post_init__(self):
        for one in fields(self):
            value = getattr(self, one.name)
            if value is not None:
                self[one.name] = value

    def __getitem__(self, key):
        if isinstance(key, str):
            return dict(self.items())[key]
        return self.to_tuple()[key]

    def __setattr__(self, name, value):
        if name in self.keys() and value is not None:
            super().__setitem__(name, value)
        super().__setattr__(name, value)

    def to_tuple(self):
        return tuple(self[key] for key in self.keys())


@dataclass
class Scores(Output):
    logits: torch.Tensor
    loss: torch.Tensor | None = None
    hidden: torch.Tensor | None = None


def program(x, with_loss: bool):
    out = Scores(logits=x * 2, hidden=x + 1)
    names = list(out.keys())
    out.logits = out.logits + 1
    first, rest = out[0], out[1:]
    loss = out.logits.sum() if with_loss else out["hidden"].sum()
    return first, out.logits, out["hidden"], rest, names, len(out), "loss" in out, out.loss is None, loss


INPUTS = [(torch.ones(2), True), (torch.zeros(3), False)]
