from __future__ import annotations

import torch

torch.manual_seed(0)


def program(x, y):
    return (
        x.to(torch.float64),
        x.to("cpu"),
        x.to(torch.device("cpu")),
        x.to(y.device),
        x.to(y.device, torch.int64),
        x.to(y),
        x.to(dtype=torch.half),
        x.to(device="cpu", dtype=torch.float64, non_blocking=True),
        x.to(y.device, non_blocking=True),
        x.to(torch.float64, copy=True),
        x.to("cpu", torch.float16),
        x.type(torch.int32),
        x.type("torch.DoubleTensor"),
        x.type(torch.LongTensor),
        x.type(),
        x.type_as(y),
        x.cpu(),
        x.float(),
        x.long(),
        x.to(float),
        x.to(int),
        x.to(memory_format=torch.contiguous_format),
        x.bool(),
        x.byte(),
        x.new_zeros(2),
        x.new_full((2,), 3),
        x.new_ones(2, dtype=torch.long),
        x.new_tensor([1, 2]),
        x.new_empty(0),
    )


INPUTS = [(torch.randn(2, 3), torch.zeros(2, dtype=torch.float64))]
