from __future__ import annotations

import torch

torch.manual_seed(0)


def program(x, y):
    out = []
    for name in ("relu", "sigmoid", "tanh", "abs"):
        out.append(getattr(x, name)())
    for name in ["add", "mul"]:
        out.append(getattr(torch, name)(x, y))
    out.append(torch.Tensor.add(x, y))
    out.append(torch.ops.aten.mul(x, y))
    out.append(torch.ops.aten.add.Tensor(x, y, alpha=2))
    out.append(torch.Tensor.relu_(x.clone()))
    out.append(getattr(x, "nope", y))
    return out, hasattr(x, "shape"), hasattr(x, "nope")


INPUTS = [(torch.randn(2, 3), torch.randn(2, 3))]
