"""What becomes of an image's pixels where Pillow and torchvision meet arrays and tensors."""

from __future__ import annotations

from typing import Any

import numpy as np
import torch


def pasted(image: Any, other: Any, x: int, y: int) -> Any:
    """``image`` with ``other`` in it, its corner at (x, y); what lies beyond ``image`` is left out."""
    result = image.copy()
    top, left = max(y, 0), max(x, 0)
    bottom, right = min(y + other.shape[0], image.shape[0]), min(x + other.shape[1], image.shape[1])
    if bottom > top and right > left:
        result[top:bottom, left:right] = other[top - y : bottom - y, left - x : right - x]
    return result


def pil_to_tensor(pixels: Any) -> Any:
    """``torchvision.transforms.functional.pil_to_tensor``: channels x height x width."""
    planes = torch.from_numpy(np.ascontiguousarray(pixels))
    if planes.dim() == 2:
        planes = planes[:, :, None]
    return planes.permute(2, 0, 1)


def to_tensor(pixels: Any) -> Any:
    """``torchvision.transforms.functional.to_tensor``: bytes become numbers between 0 and 1."""
    planes = pil_to_tensor(pixels).contiguous()
    if planes.dtype == torch.uint8:
        return planes.to(torch.get_default_dtype()).div(255)
    return planes
