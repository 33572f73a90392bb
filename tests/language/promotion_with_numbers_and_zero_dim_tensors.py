from __future__ import annotations

import torch

torch.manual_seed(0)


def program(x, i, n: int, f: float):
    z = torch.tensor(2.5)
    zi = torch.tensor(3)
    zd = torch.tensor(3.0, dtype=torch.float64)
    h = x.half()
    return (
        i + 1,
        i + 1.5,
        i * f,
        x + n,
        i + z,
        i + zi,
        x + zd,
        zd + zi,
        h + f,
        h + z,
        h + x,
        i / 2,
        i // 2,
        i % 2,
        2**i,
        i**2,
        True + i,
        i > 0.5,
        (i > 0) + 1,
        -x,
        1 - x,
        2 / x,
        3 // i.clamp(min=1),
        7 % i.clamp(min=1),
        i.bool() | (x > 0),
        n - i,
        f - x,
        i & 1,
        i << 1,
        ~i,
        x.double() + h,
        torch.result_type(i, z),
        torch.promote_types(torch.int32, torch.float16),
    )


INPUTS = [(torch.randn(4), torch.arange(4), 3, 1.5)]
