"""Which layers get smaller weights, and that they compute what their reference says."""

from __future__ import annotations

import pytest
import torch
import torch.nn.functional as F
from torch import nn

from flambeau.frontend.script import script_graph
from flambeau.ir import Graph, walk
from flambeau.ir.interpret import interpret
from flambeau.ir.text import print_graph
from flambeau.passes import run_pipeline, run_reduction
from flambeau.passes.reduce_precision import ByteRange, quantise_weight, reducible


class Layers(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.plain = nn.Conv2d(3, 8, 3, stride=2, padding=1)
        self.grouped = nn.Conv2d(8, 8, 3, groups=8)
        self.last = nn.Linear(8, 5)
        self.factor = nn.Parameter(torch.randn(5, 6))
        self.offset = nn.Parameter(torch.randn(6))

    def forward(self, x):
        x = F.relu(self.plain(x) + x.mean((1, 2, 3), keepdim=True))
        x = self.last(self.grouped(x).mean((2, 3))).sigmoid().view(-1, 5)
        return torch.addmm(self.offset, x, self.factor), x @ self.factor, torch.mm(x, self.factor)


def graph_of(module: object, *example: torch.Tensor) -> Graph:
    graph = script_graph(module, example)
    run_pipeline(graph)
    return graph


def names(graph: Graph) -> list[str]:
    return [op.name for op in walk(graph.main.body) if "::" in op.name]


def test_bfloat16_layers() -> None:
    torch.manual_seed(0)
    x, module = torch.randn(2, 3, 9, 9), Layers().eval()
    graph = graph_of(module, x)
    expected = interpret(graph, (x,))
    assert run_reduction(graph) == 5
    found = names(graph)
    assert found.count("flambeau::reduced_conv2d") == 1 and found.count("flambeau::reduced_linear") == 4
    assert found.count("flambeau::conv2d") == 1  # the grouped one
    assert "aten::addmm" not in found and "aten::matmul" not in found and "aten::mm" not in found
    for actual, wide in zip(interpret(graph, (x,)), expected):
        torch.testing.assert_close(actual, wide, rtol=0.02, atol=0.02)


def test_int8_layers_have_their_own_ranges() -> None:
    torch.manual_seed(0)
    x, module = torch.randn(2, 3, 9, 9), Layers().eval()
    graph = graph_of(module, x)
    expected = interpret(graph, (x,))
    layers = list(reducible(graph))
    ranges = {layers[0]: ByteRange(0.04, 128), layers[1]: ByteRange(0.01, 100), layers[2]: ByteRange(1 / 255, 0)}
    assert run_reduction(graph, ranges) == 3
    text = print_graph(graph)
    assert text.count("reduced_") == 3 and "0.04, 128" in text and "0.01, 100" in text
    for actual, wide in zip(interpret(graph, (x,)), expected):
        torch.testing.assert_close(actual, wide, rtol=0.1, atol=0.1)


def test_a_weight_of_several_layers_is_stored_once() -> None:
    factor = torch.randn(4, 4)

    def twice(x):
        return (x @ factor).relu() @ factor

    graph = graph_of(twice, torch.randn(2, 4))
    assert run_reduction(graph) == 2
    weights = [op.operands[1].op.attrs["value"] for op in walk(graph.main.body) if "reduced" in op.name]
    assert weights[0].data_ptr() == weights[1].data_ptr()


def test_what_is_written_to_stays() -> None:
    class Learning(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.register_buffer("weight", torch.randn(3, 3))

        def forward(self, x):
            self.weight.add_(1)
            return F.linear(x, self.weight)

    assert run_reduction(graph_of(Learning().eval(), torch.randn(2, 3))) == 0


@pytest.mark.parametrize("weight", [torch.randn(3, 3).double(), torch.full((3, 3), float("inf")), torch.randn(3)])
def test_other_weights_stay(weight: torch.Tensor) -> None:
    graph = graph_of(lambda x: x.to(weight.dtype) @ weight, torch.randn(2, 3))
    assert run_reduction(graph) == 0


def test_a_product_whose_factor_may_have_any_rank_stays() -> None:
    """``torch.mm`` raises for what a linear layer takes."""
    weight = torch.randn(3, 3)
    graph = script_graph(lambda x: torch.mm(x, weight))
    run_pipeline(graph)
    assert run_reduction(graph) == 0


def test_each_output_has_its_scale() -> None:
    weight = torch.tensor([[127.0, -3.0], [0.0, 0.0], [0.5, -1.0]])
    quantised, scales = quantise_weight(weight)
    assert quantised.tolist() == [[127, -3], [0, 0], [64, -127]]
    torch.testing.assert_close(scales, torch.tensor([1.0, 1.0, 1 / 127]))
