"""The script front end: an abstract interpreter of Python that reads a program's source and writes IR.

``script_graph(pipeline, example_inputs)`` interprets ``pipeline`` (a function or module) on abstract arguments. Where
containers turn out to hold more than was assumed when they were read, it starts again with what it has learnt.
"""

from __future__ import annotations

import contextlib
import sys
import types
from collections.abc import Iterator, Sequence
from typing import Any

from ... import types as ty
from ...errors import CompileError
from ...ir import Function, Graph, Op, Parameter, Value, walk
from . import rules
from .entry import parameter_types
from .heap import Dead
from .interpreter import Interpreter
from .lifting import settle
from .values import Abstract, Dynamic, Site, Static

MAX_RESTARTS = 20
RECURSION_LIMIT = 20_000


def script_graph(program: Any, example_inputs: Sequence[Any] | None = None) -> Graph:
    """The IR of ``program``. Raises CompileError where it can't be compiled."""
    import torch

    from .rules import builtins, core, creation, environment, modules, strings, torch_functions  # noqa: F401  they register their rules

    rules.load_optional()

    sites: dict[object, Site] = {}
    with torch.no_grad(), _deep_recursion():
        for _ in range(MAX_RESTARTS):
            for site in sites.values():
                site.read = False
            interp = Interpreter(sites)
            graph = _interpret(interp, program, example_inputs)
            if not interp.stale:
                return graph
    raise CompileError("what the program's containers hold grows without end")


@contextlib.contextmanager
def _deep_recursion() -> Iterator[None]:
    """The program's own calls nest in ours, some 30 deep for each: MAX_CALL_DEPTH is to be met first."""
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(max(limit, RECURSION_LIMIT))
    try:
        yield
    finally:
        sys.setrecursionlimit(limit)


def _interpret(interp: Interpreter, program: Any, example_inputs: Sequence[Any] | None) -> Graph:
    called = program.forward if hasattr(program, "forward") and not isinstance(program, types.FunctionType) else program
    parameters = parameter_types(interp, called, example_inputs)
    args: list[Abstract] = []
    for parameter, type_ in parameters:
        args.append(Dynamic(interp.root.add_param(type_, parameter.name)))
    try:
        result = interp.call(Static(program), args)
        returned = interp.lift(result)
        interp.build("return", [returned], [])
        return_type: ty.Type = returned.type
    except Dead:
        return_type = ty.NEVER
    return finish_graph(interp, [p for p, _ in parameters], return_type)


def finish_graph(interp: Interpreter, parameters: list[Parameter], return_type: ty.Type) -> Graph:
    """The graph of what ``interp`` has built: constants in front, types with all that containers were found to hold."""
    root = interp.root
    for op in reversed(interp.constants.ops):
        op.parent = root
        root.ops.insert(0, op)
    for op in walk(root):
        for value in _values(op):
            value.type = settle(value.type)
    for value in root.params:
        value.type = settle(value.type)
    function = Function("forward", root, settle(return_type), parameters)
    return Graph({"forward": function})


def _values(op: Op) -> list[Value]:
    return [*op.results, *(p for b in op.blocks for p in b.params)]


__all__ = ["MAX_RESTARTS", "finish_graph", "script_graph"]
