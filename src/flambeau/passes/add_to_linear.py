"""Lets a linear layer add what is added to its result, while the sums are at hand.

    %y: Tensor = flambeau::linear(%x, W, b, '')
    %s: Tensor = aten::add.Tensor(%r, %y, alpha=1)
        =>
    %s: Tensor = flambeau::linear_add(%x, W, b, %r, True)

The other summand may be any Tensor: the operator looks at it, and is a layer and an addition where it doesn't fit. The
sum must be the only reader of the layer's result. Layers whose weights are going to get a smaller type are left alone.
"""

from __future__ import annotations

from .. import types
from ..ir import Graph, Op, walk
from ..types import TensorType
from .alias import Aliases
from .rewrite import Rewriter, constant_of


def add_to_linear(graph: Graph) -> None:
    for function in graph.functions.values():
        aliases = Aliases(function)
        rewriter = Rewriter(function)
        for op in list(walk(function.body)):
            if op.name == "flambeau::linear" and constant_of(op.operands[3]) == "":
                add = _only_sum(op, aliases, rewriter)
                if add is not None:
                    _join(op, add, aliases, rewriter)
        rewriter.finish()


def _only_sum(linear: Op, aliases: Aliases, rewriter: Rewriter) -> Op | None:
    """The addition that alone reads the layer's result, in the same block, where the layer may run as well."""
    users = rewriter.users[linear.result]
    if len(users) != 1 or users[0].parent is not linear.parent or users[0].name != "aten::add.Tensor":
        return None
    (add,) = users
    if constant_of(add.operands[2]) not in (1, 1.0):
        return None
    if not all(isinstance(v.type, TensorType) for v in add.operands[:2]):
        return None
    is_changed = any(aliases.is_written_between(v, linear, add) for v in linear.operands[:3])
    return None if is_changed else add


def _join(linear: Op, add: Op, aliases: Aliases, rewriter: Rewriter) -> None:
    first, second = add.operands[:2]
    is_first = rewriter.constant_before(add, second is linear.result, types.BOOL)
    other = first if second is linear.result else second
    operands = [*linear.operands[:3], other, is_first]
    joined = rewriter.insert_before(add, "flambeau::linear_add", operands, [add.result.type], linear.span)
    joined.result.name = add.result.name
    aliases.adopt(joined.result, add.result, add)
    rewriter.replace(add.result, joined.result)
    rewriter.erase(add)
    rewriter.erase(linear)
