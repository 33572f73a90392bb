"""What is measured: whole pipelines, and the Python around models that works on tensors."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, List  # noqa: UP035  TorchScript reads no other list type

import torch
from torch import Tensor

sys.path.insert(0, str(Path(__file__).parents[1] / "examples"))


@dataclass
class Case:
    program: Callable[..., Any]
    inputs: tuple[Any, ...]


def resnet34() -> Case:
    """The pipeline of examples/resnet34.py on a photo."""
    import resnet34 as example
    from sklearn.datasets import load_sample_image

    return Case(example.make_pipeline(), (torch.from_numpy(load_sample_image("china.jpg").copy()),))


def segment() -> Case:
    """The pipeline of examples/segment.py on two photos."""
    import segment as example
    from sklearn.datasets import load_sample_image

    photo = torch.from_numpy(load_sample_image("china.jpg").copy())
    return Case(example.make_pipeline(), ([photo, photo],))


def _overlaps(boxes: Tensor, threshold: float):
    kept: List[int] = []  # noqa: UP006
    for i in range(boxes.shape[0]):
        keep = True
        for j in kept:
            low = torch.max(boxes[i, :2], boxes[j, :2])
            high = torch.min(boxes[i, 2:], boxes[j, 2:])
            side = (high - low).clamp(min=0)
            if float(side[0] * side[1]) > threshold:
                keep = False
        if keep:
            kept.append(i)
    return kept


def small_tensors() -> Case:
    """Many operators on a few elements each: what counts is the cost of a call."""
    generator = torch.Generator().manual_seed(0)
    corner = torch.rand(24, 2, generator=generator)
    return Case(_overlaps, (torch.cat([corner, corner + 0.3], 1), 0.04))


CASES: list[Callable[[], Case]] = [resnet34, segment, small_tensors]
