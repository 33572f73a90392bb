"""Copying a program into a caller: results, early returns, and the functions that it calls."""

from __future__ import annotations

import pytest

from flambeau.errors import CompileError
from flambeau.ir import Block, Function, Graph, Op
from flambeau.ir.inline import inline
from flambeau.ir.interpret import interpret
from flambeau.ir.text import parse_graph, print_graph
from flambeau.ir.verify import verify


def caller_of(text: str) -> Graph:
    """A function that does nothing but what ``text``, inlined into it, does."""
    graph = parse_graph(text)
    body = Block()
    operands = [body.add_param(p.type, p.name) for p in graph.main.body.params]
    results = inline(graph, operands, body)
    body.append(Op("return", results, []))
    caller = Graph({"forward": Function("forward", body, graph.main.return_type)})
    verify(caller)
    return caller


def test_a_single_return_needs_no_block() -> None:
    text = "func forward(%x: Tensor) -> int {\n  %n: int = aten::dim(%x)\n  return %n\n}\n"
    assert print_graph(caller_of(text)) == text


EARLY = """\
func forward(%n: int) -> Any {
  %i: int = loop L0(%k: int = 0) {
    %c: bool = py::eq(%k, %n)
    if %c {
      return 'found'
    } else {
      yield
    }
    %d: bool = py::ge(%k, 3)
    if %d {
      break L0(%k)
    } else {
      yield
    }
    %k.1: int = py::add(%k, 1)
    continue L0(%k.1)
  }
  return %i
}
"""


@pytest.mark.parametrize(("n", "expected"), [(1, "found"), (3, "found"), (7, 3)])
def test_early_returns_leave_a_block(n: int, expected: object) -> None:
    caller = caller_of(EARLY)
    assert interpret(caller, (n,)) == expected
    assert [op.name for op in caller.main.body.ops if op.blocks] == ["block"]


def test_called_functions_come_along() -> None:
    caller = caller_of(
        "func forward(%n: int) -> Any {\n  %a: Any = call @twice(%n)\n  %b: Any = call @twice(%a)\n  return %b\n}\n"
        "func twice(%n: Any) -> Any {\n  %m: Any = py::add(%n, %n)\n  return %m\n}\n"
    )
    assert interpret(caller, (3,)) == 12


def test_recursion_is_refused() -> None:
    with pytest.raises(CompileError, match="calls itself"):
        caller_of("func forward(%n: Any) -> Any {\n  %a: Any = call @forward(%n)\n  return %a\n}\n")
