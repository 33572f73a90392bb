from __future__ import annotations

import torch

torch.manual_seed(0)


def program(x):
    a, b = x
    c, (d, e, f) = x[0][:2], x[1]
    out = [row.sum() for row in x]
    n = 0
    for i, row in enumerate(x):
        for v in row:
            n = n + int(v > 0)
    return (
        a,
        b,
        c,
        d,
        e,
        f,
        out,
        n,
        len(x),
        3.0 in x,
        x[0, 0] in x,
        list(x),
        tuple(x[0]),
        [v.item() for v in x[0]],
        max(x[0]),
        min(x[0]),
        sum(x),
        sum(x[0]),
        [*x],
        dict(enumerate(x[0])),
        list(zip(x[0], x[1])),
        any(x[0] > 0),
        all(x[0] > -10),
        sorted(x[0]),
        list(reversed(x)),
        [v for v in x[0] if v > 0],
    )


INPUTS = [(torch.randn(2, 3),)]
