"""Writes in-place operators as ordinary ones where nobody can tell, so that they can be fused and shared.

    %y: Tensor = aten::conv2d(%x, %w, None, [1, 1], [0, 0], [1, 1], 1)
    %z: Tensor = aten::relu_(%y)
        =>
    %y: Tensor = aten::conv2d(%x, %w, None, [1, 1], [0, 0], [1, 1], 1)
    %z: Tensor = aten::relu(%y)

The tensor that is written to must be fresh from an operator in the same block, and read by nothing but operators that
come before and keep no hold of it. For two operands, shapes and dtypes must be known to agree, since an in-place
operator neither promotes nor broadcasts its own tensor.
"""

from __future__ import annotations

from ..ir import Function, Graph, Op, Value, walk
from ..ops import operators
from .alias import UNDECLARED_ALIASES
from .describe import Description, describe
from .rewrite import Rewriter, declared

# Where the dtype is floating, the out-of-place form has the same dtype and shape.
_KEEPS_FLOATING = frozenset(
    "aten::" + name
    for name in (
        "relu_ relu6_ hardtanh_ hardswish_ hardsigmoid_ silu_ sigmoid_ tanh_ gelu_ leaky_relu_ elu_ mish_ clamp_ "
        "clamp_min_ clamp_max_ neg_ abs_ exp_ sqrt_ add_.Scalar sub_.Scalar mul_.Scalar div_.Scalar"
    ).split()
)
_BINARY = frozenset(f"aten::{name}_.Tensor" for name in ("add", "sub", "mul", "div"))


def functionalise_inplace(graph: Graph) -> None:
    for function in graph.functions.values():
        _function(function)


def _function(function: Function) -> None:
    found = describe(function)
    users = Rewriter(function).users
    position = {op: index for index, op in enumerate(walk(function.body))}
    for op in walk(function.body):
        if not (op.name in _KEEPS_FLOATING or op.name in _BINARY):
            continue
        functional = op.name.replace("_.", ".").removesuffix("_")
        if functional in operators() and _keeps_type(op, found) and _is_private(op, users[op.operands[0]], position):
            op.name = functional


def _keeps_type(op: Op, found: Description) -> bool:
    if op.name in _BINARY:
        return op in found.matching and found.is_floating(op.operands[0])
    return found.is_floating(op.operands[0])


def _is_private(op: Op, users: list[Op], position: dict[Op, int]) -> bool:
    """Whether the tensor that ``op`` writes to is fresh, and whoever else reads it has done so before."""
    target = op.operands[0]
    if op.operands.count(target) > 1 or not _is_fresh(target) or target.owner is not op.parent:
        return False
    return all(
        user is op or (user.parent is op.parent and position[user] < position[op] and _keeps_no_hold(user, target))
        for user in users
    )


def _is_fresh(value: Value) -> bool:
    """Whether ``value`` is a new tensor, which shares memory with nothing."""
    operator = declared(value.op) if value.op is not None else None
    if operator is None or value.op is None or operator.name.startswith(("py::", "np::")):
        return False
    index = value.op.results.index(value)
    return operator.is_pure and not operator.schema.returns[index].alias and not _may_return_argument(value.op)


def _keeps_no_hold(user: Op, value: Value) -> bool:
    operator = declared(user)
    if operator is None or operator.name.startswith(("py::", "np::")) or _may_return_argument(user):
        return False
    taken = [a for a, operand in zip(operator.schema.arguments, user.operands) if operand is value]
    return all(not a.alias for a in taken)


def _may_return_argument(op: Op) -> bool:
    return op.name in UNDECLARED_ALIASES or op.name.partition(".")[0] in UNDECLARED_ALIASES
