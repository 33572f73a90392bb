"""torchvision's C++ operators in plain Python, for a torchvision without its own: what eager runs is compared with."""

from __future__ import annotations

import sys
from typing import Any

import torch
from torch import Tensor


def nms(boxes: Tensor, scores: Tensor, threshold: float) -> Tensor:
    order = scores.sort(descending=True, stable=True).indices
    held = boxes[order]
    area = (held[:, 2] - held[:, 0]) * (held[:, 3] - held[:, 1])
    kept = torch.ones(len(held), dtype=torch.bool)
    for i in range(len(held)):
        if kept[i]:
            corner = torch.minimum(held[i, 2:], held[i + 1 :, 2:]) - torch.maximum(held[i, :2], held[i + 1 :, :2])
            both = corner.clamp(min=0).prod(1)
            kept[i + 1 :] &= ~(both / (area[i] + area[i + 1 :] - both) > threshold)
    return order[kept]


def roi_align(x: Tensor, rois: Tensor, scale: float, height: int, width: int, ratio: int, aligned: bool) -> Tensor:
    if len(rois) == 0:
        return x.new_zeros(0, x.shape[1], height, width)
    source: Any = sys.modules["torchvision.ops.roi_align"]
    made: Tensor = source._roi_align.__wrapped__(x, rois, scale, height, width, ratio, aligned)
    return made


def install() -> None:
    """Makes eager torchvision use these, where it lacks its own library."""
    import torchvision

    if torchvision.extension._has_ops():
        return
    torchvision.extension._has_ops.__code__ = (lambda: True).__code__
    library = torch.library.Library("torchvision", "IMPL")
    for function in (nms, roi_align):
        library.impl(function.__name__, function, "CPU")
    install.library = library  # type: ignore[attr-defined]  # the registration lasts as long as this
