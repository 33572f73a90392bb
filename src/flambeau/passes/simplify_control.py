"""Takes apart control flow that decides nothing, so that other passes see straight-line code.

    %r: Tensor = block L0 {
      if %c {
        break L0(%x)
      } else {
        yield
      }
      %y: Tensor = aten::relu(%x)
      yield %y
    }
        =>
    %r: Tensor = if %c {
      yield %x
    } else {
      %y: Tensor = aten::relu(%x)
      yield %y
    }

An `if` on a constant becomes the branch that is taken. What follows an `if` of which one branch leaves for good moves
into the other branch, where the enclosing block's end can be said as a plain yield. A block that nobody breaks out of
becomes its content. Two branches that leave for the same place leave once, behind the `if`. Checks that only raise
stay as they are: nothing would be won.
"""

from __future__ import annotations

from ..ir import Block, Graph, Op, Value, replace_all_uses, walk
from ..types import join
from .rewrite import NOT_CONSTANT, constant_of


def simplify_control(graph: Graph) -> None:
    for function in graph.functions.values():
        replacements: dict[Value, Value] = {}
        _block(function.body, replacements)
        replace_all_uses(function.body, replacements)


def _resolve(value: Value, replacements: dict[Value, Value]) -> Value:
    while value in replacements:
        value = replacements[value]
    return value


def _block(block: Block, replacements: dict[Value, Value]) -> None:
    """Simplifies the ops of ``block``, inner ones first; what a construct is replaced by is spliced in."""
    ops: list[Op] = []
    for op in block.ops:
        for inner in op.blocks:
            _block(inner, replacements)
        if op.name == "block":
            _end_in_branches(op, replacements)
        spliced = _replacement(op, replacements)
        if spliced is None:
            spliced = [op, *_common_exit(op)]
        for new in spliced:
            new.parent = block
        ops += spliced
        if ops and ops[-1].name in ("yield", "break", "continue", "return", "raise", "finish"):
            break  # what follows is never reached
    block.ops = ops


def _replacement(op: Op, replacements: dict[Value, Value]) -> list[Op] | None:
    """The ops that stand for a construct that decides nothing, None where it does."""
    if op.name == "if":
        condition = constant_of(_resolve(op.operands[0], replacements))
        if condition is NOT_CONSTANT:
            return None
        taken = op.blocks[0 if condition else 1]
    elif op.name == "block" and not _breaks(op):
        taken = op.blocks[0]
    else:
        return None
    *ops, last = taken.ops
    if last.name != "yield":
        return taken.ops
    replacements.update(zip(op.results, last.operands))
    return ops


def _breaks(target: Op) -> list[Op]:
    return [op for block in target.blocks for op in walk(block) if op.name == "break" and op.attrs["target"] is target]


def _end_in_branches(block_op: Op, replacements: dict[Value, Value]) -> None:
    """Says the breaks of ``block_op`` as yields wherever they stand at its end, moving code into branches for that."""
    body = block_op.blocks[0]
    _move_rest_into_branch(body, block_op, replacements)
    _breaks_to_yields(body, block_op)


def _leaves(block: Block) -> bool:
    last = block.terminator
    return last is not None and last.name in ("break", "continue", "return")


def _move_rest_into_branch(block: Block, target: Op, replacements: dict[Value, Value]) -> None:
    """``if c {break} else {yield vs}; REST`` becomes ``if c {break} else {REST}`` with the values that REST gives."""
    for index, op in enumerate(block.ops[:-1]):
        if op.name != "if" or not _leads_to(op, target):
            continue
        exits = [_leaves(b) for b in op.blocks]
        if exits[0] == exits[1]:
            continue
        other = op.blocks[1 if exits[0] else 0]
        last = other.terminator
        if last is None or last.name != "yield":
            continue
        rest = block.ops[index + 1 :]
        if rest[-1].name not in ("yield", "break") or (
            rest[-1].name == "break" and rest[-1].attrs["target"] is not target
        ):
            continue
        if rest[-1].name == "yield" and block is not target.blocks[0]:
            continue
        ending = rest[-1]
        renamed = dict(zip(op.results, last.operands))
        other.ops = other.ops[:-1] + rest
        for moved in rest:
            moved.parent = other
        replace_all_uses(other, renamed)
        replacements.update(renamed)  # what has been replaced by one of the results
        other.ops[-1] = Op("break", ending.operands, [], ending.span, {"target": target})
        other.ops[-1].parent = other
        # The `if` is the last thing here now; both branches say where they go.
        op.results = []
        forwarded = [op.add_result(r.type, r.name) for r in target.results]
        block.ops = block.ops[: index + 1]
        block.append(Op("break", list(forwarded), [], ending.span, {"target": target}))
        _move_rest_into_branch(other, target, replacements)
        return


def _leads_to(op: Op, target: Op) -> bool:
    """Whether a branch of ``op`` ends in a break out of ``target``."""
    return any((t := b.terminator) is not None and t.name == "break" and t.attrs["target"] is target for b in op.blocks)


def _breaks_to_yields(block: Block, target: Op) -> None:
    """The break that ends ``block``, and those that end the branches of the `if` just before it, become yields."""
    last = block.terminator
    if last is None or last.name != "break" or last.attrs["target"] is not target:
        return
    branch = block.ops[-2] if len(block.ops) > 1 else None
    if branch is not None and branch.name == "if" and last.operands == branch.results:
        for inner in branch.blocks:
            _breaks_to_yields(inner, target)
    if block is target.blocks[0] or (block.op is not None and block.op.name == "if"):
        block.ops[-1] = Op("yield", last.operands, [], last.span)
        block.ops[-1].parent = block


def _common_exit(op: Op) -> list[Op]:
    """Where both branches of an `if` leave for the same place, they yield instead, and the exit follows the `if`."""
    if op.name != "if":
        return []
    first, second = (b.terminator for b in op.blocks)
    if (
        first is None
        or second is None
        or first.name != second.name
        or first.name not in ("break", "continue", "return")
    ):
        return []
    if first.attrs.get("target") is not second.attrs.get("target"):
        return []
    op.results = []
    for a, b in zip(first.operands, second.operands):
        op.add_result(join(a.type, b.type), a.name if a.name == b.name else "")
    for block, last in zip(op.blocks, (first, second)):
        block.ops[-1] = Op("yield", last.operands, [], last.span)
        block.ops[-1].parent = block
    exit = Op(first.name, list(op.results), [], first.span, dict(first.attrs))
    return [exit]
