"""What every pass needs to change a function in linear time: the users of each value, and edits applied in one sweep.

``Rewriter`` indexes a function once. ``replace``, ``erase`` and the insertions keep the index right; blocks are rebuilt
by ``finish``, since taking an op out of the middle of a list would make a pass quadratic.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from ..errors import Span
from ..ir import Block, Function, Op, Value, walk
from ..ops import Operator, operators
from ..types import Type


class Rewriter:
    """Edits of one function. ``users[value]`` lists an op once for each operand that is the value."""

    def __init__(self, function: Function) -> None:
        self.function = function
        self.users: defaultdict[Value, list[Op]] = defaultdict(list)
        self._before: defaultdict[Op, list[Op]] = defaultdict(list)
        self._erased: set[Op] = set()
        for op in walk(function.body):
            self._index(op)

    @property
    def changed(self) -> bool:
        return bool(self._before or self._erased)

    def _index(self, op: Op) -> None:
        for operand in op.operands:
            self.users[operand].append(op)

    def is_erased(self, op: Op) -> bool:
        return op in self._erased

    def replace(self, old: Value, new: Value) -> None:
        """Every use of ``old`` becomes one of ``new``."""
        for op in dict.fromkeys(self.users.pop(old, ())):
            for index, operand in enumerate(op.operands):
                if operand is old:
                    op.operands[index] = new
                    self.users[new].append(op)

    def set_operand(self, op: Op, index: int, value: Value) -> None:
        self.users[op.operands[index]].remove(op)
        op.operands[index] = value
        self.users[value].append(op)

    def set_operands(self, op: Op, values: list[Value]) -> None:
        """Other operands, of any number."""
        for operand in op.operands:
            self.users[operand].remove(op)
        op.operands = list(values)
        self._index(op)

    def insert_before(
        self, op: Op, name: str, operands: list[Value], result_types: list[Type], span: Span | None = None, **attrs: Any
    ) -> Op:
        """A new op just before ``op``, behind those inserted there earlier; ``op``'s span unless one is given."""
        new = Op(name, operands, result_types, span or op.span, attrs)
        new.parent = op.parent
        self._before[op].append(new)
        self._index(new)
        return new

    def constant_before(self, op: Op, value: Any, type: Type) -> Value:
        return self.insert_before(op, "constant", [], [type], value=value).result

    def erase(self, op: Op) -> None:
        """Takes ``op`` and what it holds out; its results must have no users left by ``finish``."""
        if op in self._erased:
            return
        self._erased.add(op)
        for operand in op.operands:
            self.users[operand].remove(op)
        for block in op.blocks:
            for inner in block.ops:
                self.erase(inner)

    def release(self, values: list[Value]) -> None:
        """Takes out those of them that are constants and have no users left, and lets go of what they hold at once:
        the op itself lasts as long as others that are taken out refer to it."""
        for value in values:
            if is_constant(value) and not self.users[value] and value.op is not None:
                self.erase(value.op)
                value.op.attrs.clear()

    def finish(self) -> bool:
        """Rebuilds the blocks. Gives whether anything changed."""
        if not self.changed:
            return False
        touched = {op.parent for op in self._erased} | {op.parent for op in self._before}
        for block in touched:
            if block is not None and block.op not in self._erased:
                self._rebuild(block)
        self._before.clear()
        self._erased.clear()
        return True

    def _rebuild(self, block: Block) -> None:
        ops: list[Op] = []
        for op in block.ops:
            # What is inserted may itself have been erased again, or have ops before it.
            stack = [op]
            while stack:
                top = stack.pop()
                before = self._before.pop(top, None)
                if before:
                    stack.append(top)
                    stack.extend(reversed(before))
                elif top not in self._erased:
                    ops.append(top)
        block.ops = ops


def declared(op: Op) -> Operator | None:
    """The operator that ``op`` calls, None for a structural op."""
    return operators().get(op.name)


def is_constant(value: Value) -> bool:
    return value.op is not None and value.op.name == "constant"


NOT_CONSTANT = object()


def constant_of(value: Value) -> Any:
    """The Python value of a constant (a tuple for a list), NOT_CONSTANT for any other value."""
    return value.op.attrs.get("value") if value.op is not None and value.op.name == "constant" else NOT_CONSTANT


def argument(op: Op, name: str) -> Value:
    """The operand for the schema's argument ``name``."""
    operator = declared(op)
    assert operator is not None
    for index, candidate in enumerate(operator.schema.arguments):
        if candidate.name == name:
            return op.operands[index]
    raise KeyError(name)
