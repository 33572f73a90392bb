from __future__ import annotations

import torch

torch.manual_seed(0)


def program(x, y):
    out = torch.empty(3)
    r = torch.add(x, y, out=out)
    torch.mul(x, y, out=out)
    b = torch.zeros(0)
    torch.cat([x, y], out=b)
    vals = torch.empty(2)
    idx = torch.empty(2, dtype=torch.long)
    torch.topk(x, 2, out=(vals, idx))
    torch.exp(x, out=x)
    return out, r, b, vals, idx, x


INPUTS = [(torch.randn(3), torch.randn(3))]
