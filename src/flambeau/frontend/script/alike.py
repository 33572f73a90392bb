"""Passes of an unrolled loop that do the same: many large ones are one loop, rather.

    for level in range(30):             pass 1: %a = py::eq(%age, 1); ...    pass 2: %h = py::eq(%age, 2); ...
        matched += match(level + 1)             %d = py::add(%matched, %b)           %k = py::add(%d, %i)

The second pass is the first one with other numbers and texts, and with what the first one has left in place of what was
there before. A loop over modules or tensors isn't of that kind: each pass has weights of its own.
"""

from __future__ import annotations

from collections.abc import Sequence

from ...ir import Block, Op, Value, walk
from .values import Abstract, Static

LARGE = 200  # operations of a pass
TOO_LARGE = 4_000  # operations of all passes
_SCALARS = (bool, int, float, complex, str, bytes)


def may_be_many(elements: Sequence[Abstract]) -> bool:
    """Whether a loop goes through numbers or texts that are known now, of one class."""
    classes = {type(one.value) if isinstance(one, Static) else None for one in elements}
    return len(classes) == 1 and classes <= {*_SCALARS}


def are_too_large(one: list[Op], other: list[Op], count: int) -> bool:
    """Whether ``count`` passes like these two, which follow each other, should be a loop."""
    if len(one) != len(other):
        return False
    every = [inner for op in one for inner in _within(op)]
    return len(every) >= max(LARGE, TOO_LARGE / count) and _Comparison(every).ops(one, other)


def _within(op: Op) -> list[Op]:
    return [op, *(inner for block in op.blocks for inner in walk(block))]


class _Comparison:
    def __init__(self, first: list[Op]) -> None:
        self.first: dict[Value, Value] = {}  # by values of the second pass
        self.made = {value for op in first for value in [*op.results, *(p for b in op.blocks for p in b.params)]}
        self.carried: dict[Value, Value] = {}  # by what the first pass leaves to the second: what it found itself
        self.constructs: dict[int, Op] = {}  # by ids of those of the second pass

    def ops(self, one: list[Op], other: list[Op]) -> bool:
        return len(one) == len(other) and all(map(self._op, one, other))

    def _op(self, one: Op, other: Op) -> bool:
        self.constructs[id(other)] = one
        counts = [(len(op.operands), len(op.results), len(op.blocks)) for op in (one, other)]
        if one.name != other.name or counts[0] != counts[1] or one.attrs.keys() != other.attrs.keys():
            return False
        if not all(map(self._operand, one.operands, other.operands)):
            return False
        attributes = [(one.attrs[name], other.attrs[name]) for name in one.attrs]
        if not all(self.constructs.get(id(b), b) is a if isinstance(a, Op) else a == b for a, b in attributes):
            return False
        return self._values(one.results, other.results) and all(map(self._block, one.blocks, other.blocks))

    def _block(self, one: Block, other: Block) -> bool:
        return self._values(one.params, other.params) and self.ops(one.ops, other.ops)

    def _values(self, one: list[Value], other: list[Value]) -> bool:
        self.first.update(zip(other, one))
        return len(one) == len(other) and all(a.type == b.type for a, b in zip(one, other))

    def _operand(self, one: Value, other: Value) -> bool:
        if other in self.first:
            return self.first[other] is one
        if other is one:
            return True
        if other in self.made:
            return one not in self.made and self.carried.setdefault(other, one) is one
        return one.type == other.type and _is_scalar(one) and _is_scalar(other)


def _is_scalar(value: Value) -> bool:
    return value.op is not None and value.op.name == "constant" and isinstance(value.op.attrs["value"], _SCALARS)
