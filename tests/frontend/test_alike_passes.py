"""Large passes of an unrolled loop that do the same become a loop; those with weights of their own don't."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from flambeau.frontend.script import script_graph
from flambeau.ir import walk


def smoothed(x: Tensor, times: int) -> Tensor:
    for shift in range(30):
        x = (x * shift + times).relu()
    return x


def grown(x: Tensor) -> Tensor:
    for level in range(30):
        x = smoothed(smoothed(smoothed(x, 1), 2), level)
    return x


class Layered(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.layers = nn.ModuleList(nn.Linear(4, 4) for _ in range(20))

    def forward(self, x: Tensor) -> Tensor:
        for level in range(20):
            x = smoothed(smoothed(smoothed(self.layers[level](x), 1), 2), level)
        return x


def test_passes_that_do_the_same() -> None:
    assert sum(1 for _ in walk(script_graph(grown, [torch.ones(4)]).main.body)) < 1_000


def test_passes_with_weights_of_their_own() -> None:
    ops = [op.name for op in walk(script_graph(Layered(), [torch.ones(4)]).main.body)]
    assert ops.count("aten::linear") >= 20
