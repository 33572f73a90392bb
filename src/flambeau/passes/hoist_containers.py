"""Makes what is only looked up in a loop before the loop, where it is made of what doesn't change there.

    %r: int = loop L0(%i: int = 0) {
      %table: List[Any] = list(%x, 5, %y)
      %value: Any = py::getitem(%table, %i)
      ...
        =>
    %table: List[Any] = list(%x, 5, %y)
    %r: int = loop L0(%i: int = 0) {
      %value: Any = py::getitem(%table, %i)
      ...

The front end knows the content of a list, tuple or dict that the program writes down, and makes one where the running
program first needs it as a whole. Nothing that is written to, handed out or told apart from an equal one is moved, and
no dict whose keys might not be hashed.
"""

from __future__ import annotations

from ..ir import Block, Function, Graph, Op, Value
from ..types import INT, STR
from .alias import Aliases, may_hold_reference


def hoist_containers(graph: Graph) -> None:
    for function in graph.functions.values():
        _Hoisting(function).run()


class _Hoisting:
    def __init__(self, function: Function) -> None:
        self.function = function
        self._aliases: Aliases | None = None
        self.loops: dict[Block, list[Op]] = {}  # around what is in a block, the outermost first
        self.tells_apart = False  # equal ones by ``is``

    def run(self) -> None:
        found: list[Op] = []
        self._visit(self.function.body, [], found)
        for op in [] if self.tells_apart else found:
            self._hoist(op)

    @property
    def aliases(self) -> Aliases:
        if self._aliases is None:
            self._aliases = Aliases(self.function)
        return self._aliases

    def _visit(self, block: Block, loops: list[Op], found: list[Op]) -> None:
        self.loops[block] = loops
        for op in block.ops:
            self.tells_apart |= op.name in ("py::is", "py::id")
            if loops and op.operands and op.name in ("tuple", "list", "dict"):
                found.append(op)
            for inner in op.blocks:
                self._visit(inner, [*loops, op] if op.name == "loop" else loops, found)

    def _hoist(self, op: Op) -> None:
        assert op.parent is not None
        around = self.loops[op.parent]
        depth = max(map(self._depth, op.operands))
        if depth >= len(around) or not self._may_be_one(op):
            return
        for operand in op.operands:
            if operand.op is not None and operand.op.name == "constant":
                self._move(operand.op, around[depth])
        self._move(op, around[depth])

    def _depth(self, value: Value) -> int:
        """How many loops a value is made in. Constants are made anywhere."""
        is_constant = value.op is not None and value.op.name == "constant"
        return 0 if is_constant else len(self.loops[value.owner])

    def _may_be_one(self, op: Op) -> bool:
        """Whether nothing can tell one container from a new one for each turn of the loop."""
        made = op.result
        if op.name == "dict" and not all(key.type in (INT, STR) for key in op.operands[::2]):
            return False
        return not may_hold_reference(made.type) or not (self.aliases.is_written(made) or self.aliases.escapes(made))

    def _move(self, op: Op, loop: Op) -> None:
        block = loop.parent
        assert op.parent is not None and block is not None
        if len(self.loops[op.parent]) <= len(self.loops[block]):
            return  # a constant that is there already
        op.parent.ops.remove(op)
        block.ops.insert(block.ops.index(loop), op)
        op.parent = block
