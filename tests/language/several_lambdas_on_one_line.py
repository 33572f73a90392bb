from __future__ import annotations

import torch

TWICE = {"outer": lambda x: (lambda y: torch.add(y, y))(x), "other": lambda x: (lambda z: torch.mul(z, z))(x)}
ADDED = [lambda x, n=n: torch.add(x, n) for n in (1, 2)]


def program(x):
    return TWICE["outer"](x), TWICE["other"](x), [f(x) for f in ADDED]


INPUTS = [(torch.arange(3.0),)]
