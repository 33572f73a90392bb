from __future__ import annotations

import torch


def program(x, offset: int):
    try:
        return x.as_strided((1,), (1,), offset)
    except RuntimeError:
        return None


INPUTS = [(torch.arange(3), offset) for offset in (2, 3, 2**61, 2**62, 2**63 - 1)]
