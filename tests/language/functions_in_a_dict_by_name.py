from __future__ import annotations

import torch
import torch.nn.functional as F

torch.manual_seed(0)
ACTS = {"relu": F.relu, "tanh": torch.tanh, "double": lambda v: v * 2}


def program(x, name: str):
    return ACTS[name](x)


INPUTS = [(torch.randn(2, 3), "relu"), (torch.randn(2, 3), "double"), (torch.randn(2, 3), "nope")]
