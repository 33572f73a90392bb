"""The text form: what is printed parses back to the same graph, down to the last character."""

from __future__ import annotations

import math

import pytest
import torch

from flambeau.errors import Span
from flambeau.ir.interpret import constant_value
from flambeau.ir.text import parse_graph, print_graph, tensor_table

WHOLE = """\
func forward(%x: Tensor(float32, rank=2), %n: int = 3, %flag: Optional[bool] = None) -> Tuple[Tensor, int] {
  %y: Tensor = aten::add.Tensor(%x, 1, alpha=2.5)
  %sum: Tensor, %i: int = loop L0(%acc: Tensor = %y, %k: int = 0) {
    %c: bool = py::lt(%k, %n)
    if %c {
      yield
    } else {
      break L0(%acc, %k)
    }
    %z: Tensor = aten::clamp(%acc, -inf, 1e-05)
    %k.1: int = py::add(%k, -1)
    continue L0(%z, %k.1)
  }
  %r: Any = try {
    %q: Any = call @helper(%x, 1.0+2.0j)
    yield %q
  } except (%e: Exception) {
    raise %e
  }
  %w: Tensor = block L1 {
    break L1(%sum)
  }
  %t: Tuple[Tensor, int] = tuple(%w, %i)
  return %t
}

func helper(%0: Any, %1: complex) -> Any {
  return %0
}
"""

LITERALS = [
    "None", "True", "-3", "2.5", "-inf", "nan", "0.5-2.0j", "\"it's\"", "b'\\x00'", "torch.float32", 'device("cpu")',
    "...", "[1, 2]", "[]", "()", "(1,)", "(1, 'a', None)", "[1.5, 2]", "[(1, 2), (3, 4)]",
    "tensor(int64, [2, 1], [1, 2])", "tensor(bool, [], [True])", "tensor(float32, [2], [inf, nan])",
]  # fmt: skip


def test_a_whole_program_round_trips() -> None:
    assert print_graph(parse_graph(WHOLE)).replace("1, 2.5)", "1, alpha=2.5)") == WHOLE


@pytest.mark.parametrize("text", LITERALS)
def test_literals_round_trip(text: str) -> None:
    program = f"func forward() -> Any {{\n  return {text}\n}}\n"
    assert print_graph(parse_graph(program)) == program


def test_a_constant_whose_type_is_wider_than_its_literal_keeps_its_type() -> None:
    program = "func forward() -> Any {\n  %c: List[float] = constant([])\n  return %c\n}\n"
    graph = parse_graph(program)
    assert print_graph(graph) == program
    assert constant_value(graph.main.body.ops[0]) == []


def test_a_dict_and_a_set_keep_their_type_beside_them() -> None:
    program = (
        "func forward() -> Any {\n  %d: Dict[Tuple[str, int], List[int]] = constant({('a', 1): [2], ('b', 3): []})\n"
        "  %s: Set[str] = constant({'x', 'y'})\n  %t: Any = tuple(%d, %s)\n  return %t\n}\n"
    )
    graph = parse_graph(program)
    assert print_graph(graph) == program
    assert [constant_value(op) for op in graph.main.body.ops[:2]] == [{("a", 1): [2], ("b", 3): []}, {"x", "y"}]


def test_a_big_tensor_is_named_by_number() -> None:
    weight = torch.arange(64.0).reshape(8, 8)
    text = "func forward() -> Any {\n  return tensor(float32, [8, 8], #0)\n}\n"
    graph = parse_graph(text, [weight])
    assert graph.main.body.ops[0].attrs["value"] is weight
    assert print_graph(graph) == text
    assert tensor_table(graph)[0] is weight


def test_a_shared_small_tensor_stays_one_tensor() -> None:
    text = (
        "func forward() -> Any {\n  %t: Any = tuple(tensor(int64, [1], #0), tensor(int64, [1], #0))\n  return %t\n}\n"
    )
    graph = parse_graph(text)
    first, second = (op.attrs["value"] for op in graph.main.body.ops[:2])
    assert first is second
    assert print_graph(graph) == text


def test_numbers_keep_their_kind() -> None:
    graph = parse_graph("func forward() -> Any {\n  %t: Any = tuple(1, 1.0, nan, True)\n  return %t\n}\n")
    values = [op.attrs["value"] for op in graph.main.body.ops if op.name == "constant"]
    assert [type(v) for v in values] == [int, float, float, bool]
    assert math.isnan(values[2])


def test_spans_are_comments() -> None:
    graph = parse_graph("func forward(%x: Any) -> Any {\n  return %x\n}\n")
    graph.main.body.ops[0].span = Span("net.py", 12, 4)
    text = print_graph(graph, spans=True)
    assert "return %x  # net.py:12:5" in text
    assert print_graph(parse_graph(text)) == print_graph(graph)


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("return %y", "line 2: expected a value that is defined, got '%y'"),
        ("%x.1: Any = py::neg(%x.1)\nreturn %x", "line 2: expected a value that is defined"),
        ("break L3()", "line 2: expected the label of an enclosing loop or block, got 'L3'"),
        ("return ?", "line 2: unexpected '?"),
        ("return %x", "line 3: expected '}'"),
    ],
)
def test_errors_name_the_line(body: str, message: str) -> None:
    with pytest.raises(ValueError, match=".*") as caught:
        parse_graph(f"func forward(%x: Any) -> Any {{\n{body}\n")
    assert message in str(caught.value)
