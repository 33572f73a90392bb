from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, List, NamedTuple, Optional

import torch

if TYPE_CHECKING:
    from nowhere import Curve


class Node(NamedTuple):
    value: int
    children: Optional[List[Node]] = None


@dataclass
class Options:
    scale: float = 2.0
    curve: Optional[Curve] = None


def program(x: torch.Tensor, options: Options, roots: Optional[List[Node]] = None):
    count = 0 if roots is None else len(roots)
    return x * options.scale + count, options.curve is None


INPUTS = [(torch.ones(2), Options(3.0)), (torch.ones(3), Options())]
