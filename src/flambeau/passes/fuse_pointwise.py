"""Joins chains of pointwise operators, so that what lies between them stays in cache.

    %a: Tensor = aten::mul.Tensor(%x, %w)
    %b: Tensor = aten::add.Tensor(%a, %y, alpha=1)
    %c: Tensor = aten::relu(%b)
        =>
    %l: List[Tensor] = list(%x, %w, %y)
    %s: List[Any] = list(1)
    %c: Tensor = flambeau::pointwise(%l, %s, 'aten::mul.Tensor i0 i1;aten::add.Tensor t0 i2 s0;aten::relu t1')

runtime/src/kernels/fused.cpp says what a program means. A group grows from its last operator backwards, over operators
of the same block that nothing outside the group reads. What an operator reads must not be changed before the end of the
group, since the whole group now runs where its last operator stood.
"""

from __future__ import annotations

from .. import types
from ..ir import Block, Graph, Op, Value, walk
from ..ops import Argument
from ..types import TensorType, list_of, members
from .alias import Aliases
from .rewrite import Rewriter, declared

LONGEST = 24  # operators in a group


def fuse_pointwise(graph: Graph) -> None:
    for function in graph.functions.values():
        aliases = Aliases(function)
        rewriter = Rewriter(function)
        for block in _blocks(function.body):
            grouped: set[Op] = set()
            for op in reversed(block.ops):
                if op not in grouped and _is_fusible(op):
                    group = _grow(op, aliases, rewriter, grouped)
                    if len(group) > 1:
                        grouped.update(group)
                        _emit(group, aliases, rewriter)
        rewriter.finish()


def _blocks(body: Block) -> list[Block]:
    return [body, *(b for op in walk(body) for b in op.blocks)]


def _is_fusible(op: Op) -> bool:
    operator = declared(op)
    if operator is None or operator.trait != "Pointwise" or operator.schema.mutates or operator.schema.is_view:
        return False
    if len(op.results) != 1 or not isinstance(op.result.type, TensorType) or not op.name.startswith("aten::"):
        return False
    roles = [_role(a, v) for a, v in zip(operator.schema.arguments, op.operands)]
    return "" not in roles and "i" in roles


def _role(argument: Argument, value: Value) -> str:
    """``i`` for a Tensor, ``s`` for anything that surely is none, nothing where it isn't sure."""
    kinds = members(value.type)
    if all(isinstance(k, TensorType) for k in kinds):
        return "i"
    if any(isinstance(k, TensorType) or k == types.ANY for k in kinds):
        return "" if any(isinstance(m, TensorType) for m in members(argument.type)) else "s"
    return "s"


def _grow(root: Op, aliases: Aliases, rewriter: Rewriter, grouped: set[Op]) -> list[Op]:
    """The group that ends in ``root``, in the order in which it runs."""
    group = {root}
    found = [root]
    for op in found:
        for operand in op.operands:
            producer = operand.op
            if producer is None or producer in group or producer in grouped or producer.parent is not root.parent:
                continue
            if len(group) >= LONGEST or not _is_fusible(producer):
                continue
            if any(aliases.is_written_between(v, producer, root) for v in producer.operands):
                continue
            if all(user in group for user in rewriter.users[operand]):
                group.add(producer)
                found.append(producer)
    assert root.parent is not None
    return _in_order(root, group)


def _in_order(root: Op, group: set[Op]) -> list[Op]:
    """``group`` with every op behind those whose results it reads."""
    ordered: list[Op] = []
    placed: set[Op] = set()
    stack = [(root, False)]
    while stack:
        op, is_ready = stack.pop()
        if is_ready:
            ordered.append(op)
        elif op not in placed:
            placed.add(op)
            stack.append((op, True))
            stack += [(v.op, False) for v in reversed(op.operands) if v.op in group and v.op is not None]
    return ordered


def _emit(group: list[Op], aliases: Aliases, rewriter: Rewriter) -> None:
    root = group[-1]
    inputs: dict[Value, int] = {}
    scalars: dict[Value, int] = {}
    results: dict[Value, int] = {}
    lines = []
    for number, op in enumerate(group):
        operator = declared(op)
        assert operator is not None
        words = [op.name]
        for argument, value in zip(operator.schema.arguments, op.operands):
            if value in results:
                words.append(f"t{results[value]}")
            elif _role(argument, value) == "i":
                words.append(f"i{inputs.setdefault(value, len(inputs))}")
            else:
                words.append(f"s{scalars.setdefault(value, len(scalars))}")
        lines.append(" ".join(words))
        results[op.result] = number
    tensors = rewriter.insert_before(root, "list", list(inputs), [list_of(types.TENSOR)])
    plain = rewriter.insert_before(root, "list", list(scalars), [list_of(types.ANY)])
    program = rewriter.constant_before(root, ";".join(lines), types.STR)
    operands = [tensors.result, plain.result, program]
    fused = rewriter.insert_before(root, "flambeau::pointwise", operands, [root.result.type])
    fused.result.name = root.result.name
    aliases.adopt(fused.result, root.result, root)
    rewriter.replace(root.result, fused.result)
    for op in reversed(group):
        rewriter.erase(op)
