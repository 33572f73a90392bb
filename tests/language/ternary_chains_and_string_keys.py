from __future__ import annotations

import torch


def program(kind: str, x):
    table = {"relu": lambda v: torch.relu(v), "neg": lambda v: -v}
    factor = 2 if kind == "relu" else 3 if kind == "neg" else 4
    return table["relu"](x) * factor, kind in table


INPUTS = [("relu", torch.tensor([-1.0, 1.0])), ("neg", torch.tensor([-1.0, 1.0])), ("zzz", torch.ones(2))]
