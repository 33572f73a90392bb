"""Every declared operator has a reference implementation, which takes as many arguments as its schema has.

Operators of other libraries' are theirs: the kernels of ``np::``, ``cv2::``, ``pil::`` and ``torchvision::`` are tested
against NumPy, OpenCV, Pillow and torchvision themselves.
"""

from __future__ import annotations

import inspect
from typing import Any

import pytest
import torch

from flambeau.ir.reference import evaluate, implementation
from flambeau.ops import operators

OTHERS = ("np::", "cv2::", "pil::", "torchvision::")


@pytest.mark.parametrize("name", sorted(n for n in operators() if not n.startswith(OTHERS)))
def test_every_operator_has_a_reference(name: str) -> None:
    implementation(name)


@pytest.mark.parametrize("name", sorted(n for n in operators() if n.startswith("aten::")))
def test_torch_agrees_with_the_declaration(name: str) -> None:
    base, _, overload = name.removeprefix("aten::").partition(".")
    schema = getattr(getattr(torch.ops.aten, base), overload or "default")._schema
    assert [a.name for a in schema.arguments] == [a.name for a in operators()[name].schema.arguments]


@pytest.mark.parametrize(
    ("name", "arguments", "expected"),
    [
        ("py::floordiv", [-7, 2], -4),
        ("py::math_log", [8.0, 2.0], 3.0),
        ("py::str_split", ["a,b", ",", -1], ["a", "b"]),
        ("py::sorted", [[2, 1], True], [2, 1]),
        ("py::enumerate", [["a"], 3], [(3, "a")]),
        ("py::isinstance", [1.5, ["int", "float"]], True),
        ("py::isinstance", [True, ["int"]], True),
        ("tensor::from_data", [[1, 2.5], None, None], torch.tensor([1, 2.5])),
        ("aten::size.int", [torch.ones(2, 3), 1], 3),
    ],
)
def test_values(name: str, arguments: list[Any], expected: Any) -> None:
    (result,) = evaluate(name, arguments)
    assert inspect.getmodule(type(result)) is inspect.getmodule(type(expected))
    torch.testing.assert_close(result, expected) if isinstance(expected, torch.Tensor) else None
    assert isinstance(expected, torch.Tensor) or result == expected


def test_a_fused_convolution_is_its_parts() -> None:
    x, w, r = torch.randn(1, 2, 5, 5), torch.randn(3, 2, 3, 3), torch.randn(1, 3, 5, 5)
    arguments = [x, w, None, [1, 1], [1, 1], [1, 1], 1, r, "relu", True]
    (result,) = evaluate("flambeau::conv2d", arguments)
    torch.testing.assert_close(result, torch.relu(torch.conv2d(x, w, padding=1) + r))
    assert result.is_contiguous(memory_format=torch.channels_last)


def test_a_pointwise_program_runs_its_instructions_in_turn() -> None:
    x, w, y = torch.randn(3), torch.randn(3), torch.randn(3)
    program = "aten::mul.Tensor i0 i1;aten::add.Tensor t0 i2 s0;aten::relu t1"
    (result,) = evaluate("flambeau::pointwise", [[x, w, y], [1], program])
    torch.testing.assert_close(result, torch.relu(x * w + y))
