"""``x[key]`` of a tensor and a tuple of which only the running program knows how long it is.

    x[(slice(None),) * dim + (0,)]      y[(...,) + (None,) * (x.dim() - y.dim())]      x[tuple(slices)]

Keys of known length become views while the program is compiled: see the front end's ``rules/indexing.py``.
"""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor


def cut(x: Tensor, parts: tuple[Any, ...]) -> Tensor:
    """``x[parts]`` for slices, numbers, None, ``...``, tensors and lists of numbers."""
    view, indices, gathers = taken_apart(x, parts)
    gathered: Tensor = torch.ops.aten.index(view, indices) if gathers else view
    return gathered


def taken_apart(x: Tensor, parts: tuple[Any, ...]) -> tuple[Tensor, list[Tensor | None], bool]:
    """The view of ``x`` that slices, numbers and None make, the tensors that index its dims, and whether any does."""
    rank, named = x.dim(), 0
    for part in parts:
        named += dims_of(part)
    if named > rank:
        raise IndexError(f"too many indices for tensor of dimension {rank}")
    indices: list[Tensor | None] = []
    gathers, dim, position = False, 0, 0
    for part in parts:
        if part is None:
            x = x.unsqueeze(dim)
            indices.append(None)
            dim += 1
        elif part is Ellipsis:
            indices += [None] * (rank - named)
            dim += rank - named
        elif isinstance(part, slice):
            step = part.step if part.step is not None else 1
            x = torch.ops.aten.slice(x, dim, part.start, part.stop, step)
            indices.append(None)
            dim += 1
        elif isinstance(part, bool):
            x = x.unsqueeze(dim)
            indices.append(torch.arange(1 if part else 0))
            gathers = True
            dim += 1
        elif isinstance(part, int):
            x = selected(x, dim, part, position)
        else:
            index = part if isinstance(part, Tensor) else torch.tensor(part)
            if index.dim() == 0 and index.dtype != torch.bool and index.dtype != torch.uint8:
                x = selected(x, dim, int(index), position)
            else:
                if index.dim() == 0:
                    x = x.unsqueeze(dim)
                indices.append(index if index.dim() > 0 else torch.arange(1 if bool(index) else 0))
                gathers = True
                dim += dims_of(index) if index.dim() > 0 else 1
        position += 1
    return x, indices, gathers


def dims_of(part: Any) -> int:
    """How many of the tensor's dims a part of a key stands for."""
    if part is None or part is Ellipsis or isinstance(part, bool):
        return 0
    if isinstance(part, Tensor) and (part.dtype == torch.bool or part.dtype == torch.uint8):
        return part.dim()
    return 1


def selected(x: Tensor, dim: int, index: int, position: int) -> Tensor:
    """``x.select(dim, index)``; its IndexError names the place in the key, as torch does."""
    size = x.size(dim)
    if not -size <= index < size:
        raise IndexError(f"index {index} is out of bounds for dimension {position} with size {size}")
    return x.select(dim, index)
