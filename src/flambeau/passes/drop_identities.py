"""Removes operators that give their operand back, as the very same object.

    %y: Tensor = aten::dropout(%x, 0.5, False)
    %z: Tensor = aten::relu(%y)
        =>
    %z: Tensor = aten::relu(%x)

Those are dropout outside training, casts to what a value is anyway, and conversions to the dtype that a tensor has.
"""

from __future__ import annotations

import torch

from ..ir import Graph, Op, walk
from ..types import is_subtype
from .describe import Description, describe
from .rewrite import Rewriter, argument, constant_of

_DROPOUTS = frozenset(f"aten::{n}{s}" for n in ("dropout", "feature_dropout", "alpha_dropout", "feature_alpha_dropout")
                      for s in ("", "_"))  # fmt: skip


def drop_identities(graph: Graph) -> None:
    for function in graph.functions.values():
        found = describe(function)
        rewriter = Rewriter(function)
        for op in walk(function.body):
            if _is_identity(op, found) and _fits(op, rewriter):
                rewriter.replace(op.result, op.operands[0])
                rewriter.erase(op)
        rewriter.finish()


def _fits(op: Op, rewriter: Rewriter) -> bool:
    """Whether the operand's type will do, which may say less. Operators take any tensor; blocks and functions don't."""
    subtype = is_subtype(op.operands[0].type, op.result.type)
    return subtype or all("::" in user.name for user in rewriter.users[op.result])


def _is_identity(op: Op, found: Description) -> bool:
    if op.name in _DROPOUTS:
        # Training mode is the schema's `train`; a probability out of range raises, so it must be known to be in.
        chance = constant_of(argument(op, "p"))
        return constant_of(argument(op, "train")) is False and isinstance(chance, float | int) and 0 <= chance <= 1
    if op.name == "cast":
        return is_subtype(op.operands[0].type, op.result.type)
    if op.name == "aten::to.dtype":
        dtype = constant_of(argument(op, "dtype"))
        known = found.dtypes.get(op.operands[0])
        same = isinstance(dtype, torch.dtype) and str(dtype)[6:] == known
        return (
            same and constant_of(argument(op, "copy")) is False and constant_of(argument(op, "memory_format")) is None
        )
    return False
