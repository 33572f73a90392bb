"""A tensor leaves as a tensor, though the caller gave an array: the named tuple that holds it is declared to."""

from typing import NamedTuple, Optional

import numpy as np
import torch


class Region(NamedTuple):
    box: np.ndarray
    score: Optional[float]


def program(region: Region, scale: int):
    return torch.tensor([scale], dtype=torch.uint8), region, region.box * scale


INPUTS = [(Region(np.arange(4), 0.5), 2), (Region(np.array([[1.5]]), None), 0)]
