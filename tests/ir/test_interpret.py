"""The reference interpreter: containers, control flow with early exits, exceptions, and PyTorch's operators."""

from __future__ import annotations

from typing import Any

import pytest
import torch

from flambeau import types as T
from flambeau.ir import Block, Function, Graph, Op, Parameter, Value
from flambeau.ir.interpret import has_type, interpret
from flambeau.ir.text import parse_graph


def emit(block: Block, name: str, *operands: Value, results: int = 1, type: T.Type = T.ANY, **attrs: Any) -> Op:
    return block.append(Op(name, list(operands), [type] * results, attrs=attrs))


def constant(block: Block, value: Any, type: T.Type = T.ANY) -> Value:
    return emit(block, "constant", type=type, value=value).result


def graph_of(*parameters: str) -> tuple[Graph, Block]:
    body = Block()
    for name in parameters:
        body.add_param(T.ANY, name)
    function = Function("forward", body, T.ANY, [Parameter(name) for name in parameters])
    return Graph({"forward": function}), body


def test_keyword_only_arguments_reach_pytorch() -> None:
    graph, body = graph_of("x", "y")
    x, y = body.params
    alpha = constant(body, 3)
    emit(body, "return", emit(body, "aten::add.Tensor", x, y, alpha).result, results=0)
    out = interpret(graph, (torch.ones(2), torch.ones(2)))
    assert torch.equal(out, torch.full((2,), 4.0))


def counting_loop() -> Graph:
    """i = 0; while True: if i == n: break with i; i += 1"""
    graph, body = graph_of("n")
    zero, one = constant(body, 0), constant(body, 1)
    loop = emit(body, "loop", zero)
    inner = loop.add_block()
    i = inner.add_param(T.INT)
    branch = emit(inner, "if", emit(inner, "py::eq", i, body.params[0]).result, results=0)
    then, other = branch.add_block(), branch.add_block()
    emit(then, "break", i, results=0, target=loop)
    emit(other, "yield", results=0)
    emit(inner, "continue", emit(inner, "py::add", i, one).result, results=0, target=loop)
    emit(body, "return", loop.result, results=0)
    return graph


def test_a_break_inside_an_if_leaves_the_loop() -> None:
    assert interpret(counting_loop(), (5,)) == 5


def test_a_return_inside_a_loop_leaves_the_function() -> None:
    graph = counting_loop()
    loop = next(op for op in graph.main.body.ops if op.name == "loop")
    then = next(op for op in loop.blocks[0].ops if op.name == "if").blocks[0]
    then.ops[-1] = Op("return", then.ops[-1].operands, [])
    assert interpret(graph, (3,)) == 3


def test_try_hands_the_exception_to_its_handler() -> None:
    graph, body = graph_of("a", "b")
    attempt = emit(body, "try")
    block, handler = attempt.add_block(), attempt.add_block()
    emit(block, "yield", emit(block, "py::floordiv", *body.params).result, results=0)
    error = handler.add_param(T.EXCEPTION)
    emit(handler, "yield", emit(handler, "py::exception_message", error).result, results=0)
    emit(body, "return", attempt.result, results=0)
    assert interpret(graph, (7, 2)) == 3
    assert "zero" in interpret(graph, (7, 0))


def test_a_generator_goes_on_behind_its_suspension() -> None:
    text = """
    func forward(%n: int) -> Any {
      %g: Generator[Any, str] = call @pairs(%n)
      %v0: Any, %e0: bool = resume(%g, None, None)
      %v1: Any, %e1: bool = resume(%g, "sent", None)
      %error: Exception = py::exception("ValueError", "thrown", [])
      %v2: Any, %e2: bool = resume(%g, None, %error)
      %v3: Any, %e3: bool = resume(%g, None, None)
      %v4: Any, %e4: bool = resume(%g, None, None)
      %all: Any = tuple(%v0, %v1, %v2, %v3, %e2, %e3, %v4, %e4)
      return %all
    }
    func pairs(%n: int) -> Generator[Any, str] {
      generator()
      %a: Any = suspend(%n)
      %r: Any = try {
        %b: Any = suspend(%a)
        yield %b
      } except(%e: Exception) {
        %text: str = py::exception_message(%e)
        yield %text
      }
      %c: Any = suspend(%r)
      finish "end"
    }
    """
    assert interpret(parse_graph(text), (3,)) == (3, "sent", "thrown", "end", False, True, None, True)


def test_a_user_exception_is_raised_under_its_name() -> None:
    graph, body = graph_of()
    parts = [constant(body, "BoxError"), constant(body, "too small"), constant(body, ("ValueError",), T.list_of(T.STR))]
    emit(body, "raise", emit(body, "py::exception", *parts).result, results=0)
    with pytest.raises(ValueError, match="too small") as caught:
        interpret(graph, ())
    assert type(caught.value).__name__ == "BoxError"


def test_the_hook_stands_around_every_operator() -> None:
    seen = []

    def hook(op: Op, args: list[Any], execute: Any) -> list[Any]:
        seen.append(op.name)
        return execute()  # type: ignore[no-any-return]

    interpret(counting_loop(), (1,), hook)
    assert seen == ["py::eq", "py::add", "py::eq"]


def test_unpack_counts_like_python() -> None:
    graph, body = graph_of("pair")
    emit(body, "return", *emit(body, "unpack", body.params[0], results=2).results, results=0)
    assert interpret(graph, ((1, 2),)) == (1, 2)
    with pytest.raises(ValueError, match=r"too many values to unpack \(expected 2\)"):
        interpret(graph, ((1, 2, 3),))


@pytest.mark.parametrize(
    ("value", "text", "expected"),
    [
        (1, "int", True),
        (True, "int", False),
        (1, "float", False),
        (None, "Optional[Tensor]", True),
        ([1, 2], "List[int]", True),
        ([1, 2.0], "List[int]", False),
        ((1, "a"), "Tuple[int, str]", True),
        ({"a": 1}, "Dict[str, int]", True),
        (torch.ones(2), "Tensor(float32, rank=1)", True),
        (torch.ones(2), "Tensor(rank=2)", False),
        (torch.Size([2]), "Size", True),
    ],
)
def test_has_type(value: Any, text: str, expected: bool) -> None:
    assert has_type(value, T.parse_type(text)) is expected
