"""Functions that torch.amp.custom_fwd has wrapped, as those are that stay in float32 under autocast."""

from __future__ import annotations

import torch


@torch.amp.custom_fwd(device_type="cuda", cast_inputs=torch.float32)
def normalized(points: torch.Tensor, size: torch.Tensor):
    return (points - size / 2) / (size.max() / 2)


@torch.amp.custom_fwd(device_type="cpu")
def doubled(points):
    return points * 2


def program(points, size):
    return doubled(normalized(points, size=size))


INPUTS = [(torch.tensor([[1.0, 2.0], [3.0, 4.0]]), torch.tensor([8.0, 6.0]))]
