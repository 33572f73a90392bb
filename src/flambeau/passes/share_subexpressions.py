"""Computes once what is computed twice from the same operands.

    %a: int = aten::size.int(%x, 0)
    %b: int = aten::size.int(%x, 0)
    %c: int = py::add(%a, %b)
        =>
    %a: int = aten::size.int(%x, 0)
    %c: int = py::add(%a, %a)

The first one must come before the second in the same block or one around it. Nothing is shared that reads memory which
is written anywhere in the function, nor a tensor or container that is written to or handed out: there, two results
and one are not the same. What a value is (``py::is_none``, ``cast``) stays so whatever is written to it.
"""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

import torch

from ..ir import Block, Graph, Op
from ..types import Generic, Type
from .alias import Aliases, may_hold_reference
from .rewrite import Rewriter, declared


def share_subexpressions(graph: Graph) -> None:
    for function in graph.functions.values():
        rewriter = Rewriter(function)
        _Sharing(Aliases(function), rewriter).block(function.body, {})
        rewriter.finish()


# They look at what an object is, not at what it holds.
_OF_IDENTITY = frozenset({"py::is", "py::is_none", "py::isinstance", "cast"})


class _Sharing:
    def __init__(self, aliases: Aliases, rewriter: Rewriter) -> None:
        self.aliases = aliases
        self.rewriter = rewriter

    def block(self, block: Block, seen: dict[Hashable, Op]) -> None:
        """``seen``: the ops that dominate this point, by what they compute. Additions are undone on leaving."""
        added: list[Hashable] = []
        for op in block.ops:
            key = self._key(op)
            if key is not None:
                first = seen.get(key)
                if first is not None:
                    for old, new in zip(op.results, first.results):
                        new.name = new.name or old.name
                        self.rewriter.replace(old, new)
                    self.rewriter.erase(op)
                    continue
                seen[key] = op
                added.append(key)
            for inner in op.blocks:
                self.block(inner, seen)
        for key in added:
            del seen[key]

    def _key(self, op: Op) -> Hashable | None:
        """What ``op`` computes, None where it can't be shared."""
        types = tuple(r.type for r in op.results)
        if op.name == "constant":
            return ("constant", types, _value_key(op.attrs.get("value")))
        if op.name == "unpack" and all(_is_tuple(v.type) for v in op.operands):
            return ("unpack", types, tuple(op.operands))  # a tuple never changes
        operator = declared(op)
        if op.name not in ("tuple", "cast") and (operator is None or not operator.is_pure):
            return None
        aliases = self.aliases
        if op.name in _OF_IDENTITY:
            return (op.name, types, tuple(op.operands))
        if any(may_hold_reference(v.type) and aliases.is_written(v) for v in op.operands):
            return None
        if any(may_hold_reference(r.type) and (aliases.is_written(r) or aliases.escapes(r)) for r in op.results):
            return None
        return (op.name, types, tuple(op.operands))


def _is_tuple(type: Type) -> bool:
    return isinstance(type, Generic) and type.name in ("Tuple", "TupleOf")


def _value_key(value: Any) -> Hashable:
    """Equal only for constants that nothing can tell apart: 1, 1.0 and True differ, as do 0.0 and -0.0."""
    if isinstance(value, torch.Tensor):
        return ("tensor", id(value))
    if isinstance(value, tuple):
        if len(value) > 256:
            return ("tuple", id(value))  # the front end has shared equal ones where that is worth it
        return tuple(map(_value_key, value))
    return (type(value).__name__, repr(value))
