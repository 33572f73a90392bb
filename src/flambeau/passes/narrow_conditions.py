"""Behind a check that leaves when its condition holds, the condition is known not to hold.

    if %c {
      raise %e
    } else {
      yield
    }
    if %c {
      ...
        =>
    if %c {
      raise %e
    } else {
      yield
    }
    if False {
      ...

The same inside the branches themselves. Equal checks are one value by then (``share_subexpressions``), and
``simplify_control`` removes what is decided.
"""

from __future__ import annotations

from .. import types
from ..ir import Block, Graph, Op, Value
from .rewrite import is_constant


def narrow_conditions(graph: Graph) -> None:
    for function in graph.functions.values():
        _block(function.body, {})


def _block(block: Block, known: dict[Value, bool]) -> None:
    known = dict(known)
    ops: list[Op] = []
    for op in block.ops:
        if op.name == "if" and op.operands[0] in known:
            constant = Op("constant", [], [types.BOOL], op.span, {"value": known[op.operands[0]]})
            constant.parent = block
            ops.append(constant)
            op.operands[0] = constant.result
        if op.name == "if" and not is_constant(op.operands[0]):
            condition = op.operands[0]
            for inner, holds in zip(op.blocks, (True, False)):
                _block(inner, {**known, condition: holds})
            goes_on = [b.terminator is not None and b.terminator.name == "yield" for b in op.blocks]
            if goes_on[0] != goes_on[1]:
                known[condition] = goes_on[0]
        else:
            for inner in op.blocks:
                _block(inner, known)
        ops.append(op)
    block.ops = ops
