"""Copies the body of a compiled program into a block, in place of a call.

    %y: Tensor = ...                          # return %y, at the end:      the values are just there
    %r: Tensor = block L0 { ... break L0(%y) ... }    # return from inside: a block that is left early

Functions that the body calls are copied along; a recursive one can't be.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..errors import CompileError
from .graph import Block, Function, Graph, Op, Value, walk


def inline(graph: Graph, operands: Sequence[Value], block: Block) -> list[Value]:
    """Appends a copy of ``graph``'s entry to ``block``; ``operands`` take its parameters' places. Gives the results."""
    return _Copy(graph, ()).function(graph.main, operands, block)


class _Copy:
    """One function being copied; ``path`` names the functions on the way to it."""

    def __init__(self, graph: Graph, path: tuple[str, ...]) -> None:
        self.graph = graph
        self.path = path
        self.values: dict[Value, Value] = {}
        self.ops: dict[Op, Op] = {}
        self.exit: Op | None = None  # the block that a `return` leaves

    def function(self, function: Function, operands: Sequence[Value], block: Block) -> list[Value]:
        if function.name in self.path:
            raise CompileError(f"{function.name} calls itself, so it can't be copied into its caller")
        self.path = (*self.path, function.name)
        self.values.update(zip(function.body.params, operands, strict=True))
        if function.is_generator:
            raise CompileError(f"{function.name} is a generator's function, which can't be copied into its caller")
        returns = [op for op in walk(function.body) if op.name == "return"]
        last = function.body.terminator
        if len(returns) == 1 and returns[0] is last:
            for op in function.body.ops[:-1]:
                self.op(op, block)
            return [self.values[v] for v in last.operands]
        self.exit = block.append(Op("block", [], [function.return_type]))
        inner = self.exit.add_block()
        for op in function.body.ops:
            self.op(op, inner)
        return list(self.exit.results)

    def block(self, source: Block, target: Block) -> None:
        for param in source.params:
            self.values[param] = target.add_param(param.type, param.name)
        for op in source.ops:
            self.op(op, target)

    def op(self, op: Op, target: Block) -> None:
        operands = [self.values[v] for v in op.operands]
        if op.name == "call":
            called = self.graph.functions[op.attrs["function"]]
            results = _Copy(self.graph, self.path).function(called, operands, target)
            self.values.update(zip(op.results, results, strict=True))
            return
        if op.name == "return":
            target.append(Op("break", operands, [], op.span, {"target": self.exit}))
            return
        attrs: dict[str, Any] = dict(op.attrs)
        if isinstance(attrs.get("target"), Op):
            attrs["target"] = self.ops[attrs["target"]]
        copy = target.append(Op(op.name, operands, [r.type for r in op.results], op.span, attrs))
        self.ops[op] = copy
        for old, new in zip(op.results, copy.results):
            new.name = old.name
            self.values[old] = new
        for inner in op.blocks:
            self.block(inner, copy.add_block())
