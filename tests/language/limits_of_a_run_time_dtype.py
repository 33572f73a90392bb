from __future__ import annotations

import torch

torch.manual_seed(0)


def program(x):
    return (
        torch.finfo(x.dtype).max,
        torch.finfo(torch.float16).eps,
        torch.iinfo(torch.int32).min,
        torch.finfo(x.dtype).tiny,
        torch.get_default_dtype(),
        torch.finfo(x.dtype).bits,
        x.masked_fill(x > 0, torch.finfo(x.dtype).min),
        torch.finfo(torch.bfloat16).min,
    )


INPUTS = [(torch.randn(3),), (torch.randn(3).double(),), (torch.randn(3).half(),)]
