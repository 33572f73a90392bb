from __future__ import annotations

import torch

torch.manual_seed(0)


def program(x, k: int):
    a = x.tolist()
    b = x[0].tolist()
    c = (x > 0).tolist()
    total = 0.0
    for row in x.tolist():
        for v in row:
            total += v
    return (
        a,
        b,
        c,
        total,
        x.flatten().tolist(),
        x.shape,
        [int(v) for v in x.argmax(dim=1).tolist()],
        sorted(x[0].tolist()),
        x.view(-1).tolist()[k],
    )


INPUTS = [(torch.randn(2, 3), 1)]
