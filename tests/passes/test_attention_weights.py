"""Attention on an input that is known to have a batch keeps no branch for one without, whose weights it would split."""

from __future__ import annotations

import pytest
import torch
from torch import nn

from flambeau.frontend.script import script_graph
from flambeau.ir import walk
from flambeau.passes import run_pipeline
from flambeau.passes.pipeline import run_storing


class Layer(nn.Module):
    def __init__(self, checks: bool) -> None:
        super().__init__()
        self.attention = nn.MultiheadAttention(128, 4, batch_first=True)
        self.norm = nn.LayerNorm(128)
        self.checks = checks

    def forward(self, x):
        if self.checks:
            torch._assert(x.dim() == 3, "a batch of sequences")
        y = self.norm(x)
        return x + self.attention(y, y, y, need_weights=False)[0]


class Layers(nn.Module):
    """Three layers, of which all check their input, as torchvision's vision transformers do, or the first alone."""

    def __init__(self, all_check: bool) -> None:
        super().__init__()
        self.layers = nn.ModuleList(Layer(all_check or i == 0) for i in range(3))

    def forward(self, x):
        for layer in self.layers:
            x = layer(x)
        return x


@pytest.mark.parametrize("all_check", [True, False])
def test_its_weights_are_stored_in_panels(all_check: bool) -> None:
    graph = script_graph(Layers(all_check).eval(), (torch.rand(1, 5, 128),))
    run_pipeline(graph)
    run_storing(graph, 16)
    found = [op.name for op in walk(graph.main.body)]
    assert found.count("flambeau::panel_linear") == 6
    assert not {"flambeau::linear", "aten::linear", "aten::split.sizes", "aten::chunk"} & set(found)
