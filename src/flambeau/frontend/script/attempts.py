"""``try``: what the handlers find in the variables that a half-finished body has changed.

    try:
        n = 1                      %cell = list(unbound)
        y = f(x)                   try { ...; setitem(%cell, 0, 1); %y = f(%x) }
    except ValueError:
        return n                   handler(%e) { %n = getitem(%cell, 0) }

An exception may leave the body at any of its operators. Before each of the body's statements, whatever differs from
how it was before the try (and may be read after the body) is written to a cell: a run-time list of one element, made
just before the try. The body itself goes on with the values; the handlers start with what the cells hold. A container
of known shape that the body changes becomes a run-time one beforehand, except where nothing goes on behind the handlers
(``finally``) and no ``try`` is around: then they just can't read it.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from ... import types as ty
from ...errors import CompileError
from ...ir import Block, Op
from . import diagnosis, lifting, states
from .heap import Materialise, Merge, State, containers_within, same, shapes_differ
from .place import Place
from .values import DYN, UNBOUND, Abstract, Conflict, Container, Dynamic, Mutable, StateCache, Static, is_run_time

if TYPE_CHECKING:
    from .interpreter import Interpreter


HARMLESS = frozenset({"list", "tuple", "dict", "cast", "constant", "yield", "break", "continue"})  # they never raise


class Cell:
    """Where the body leaves what one variable or attribute holds. ``op`` is None where no register can hold that."""

    def __init__(self, op: Op | None) -> None:
        self.op = op
        self.type: ty.Type = ty.NEVER
        self.written: dict[Block, Abstract] = {}  # what was last written, in straight-line code

    def held_in(self, block: Block) -> Abstract | None:
        """What the cell surely holds where ``block`` has come to; a loop's later passes begin with what the earlier
        ones have left."""
        at: Block | None = block
        while at is not None:
            if at in self.written:
                return self.written[at]
            at = at.parent if at.op is not None and at.op.name != "loop" else None
        return None


class Attempt:
    """A try statement whose body is being interpreted."""

    def __init__(self, interp: Interpreter, op: Op, base: State, body: ast.AST | None, ends: bool = False) -> None:
        self.interp, self.op, self.base, self.body = interp, op, base, body
        self.ends: bool = ends and all(outer.ends for outer in interp.attempts)  # the exception leaves the program
        self.lost: dict[Mutable, None] = {}  # containers of which handlers don't know what they hold
        self.frame = interp.frame
        self.cells: dict[tuple[Mutable, Any], Cell] = {}
        # What is known to be in the cells of each: what it held when the straight-line code of a block came by.
        self.noted: dict[Mutable, tuple[Block | None, dict[Any, Abstract]]] = {}

    def record(self) -> None:
        """Notes what has changed so far, before something that may raise."""
        heap, block = self.interp.heap, self.interp.block
        for mutable in {**self.noted, **dict.fromkeys(heap.changed_since(self.base))}:
            if mutable not in self.base or isinstance(mutable, StateCache):
                continue
            before, content = self.base[mutable], heap.content(mutable)
            noted = self.noted.get(mutable)
            if noted is not None and noted[0] is block and noted[1] is content:
                continue
            if isinstance(mutable, Container) or shapes_differ(mutable, before, content):
                self._container(mutable, before)
                continue
            for key in {**before, **content}:
                now = content.get(key, UNBOUND)
                known = self.cells.get((mutable, key))
                if known is None and (same(now, before.get(key, UNBOUND)) or not self._matters(mutable, key)):
                    continue
                self._write(known or self._cell(mutable, key, before.get(key, UNBOUND)), now)
            self.noted[mutable] = block, content

    def _container(self, changed: Mutable, before: dict[Any, Abstract]) -> None:
        if is_run_time(before):
            return
        if self.ends:
            self.lost[changed] = None
            return
        if not self.interp.can_lift(changed, self.base):
            self.interp.refuse(
                "a try statement changes a container of things that only the compiler knows",
                "change it before or after the try statement",
            )
        raise Materialise([changed])

    def forget(self, block: Block) -> None:
        """What has been written in ``block`` may have been taken back."""
        for cell in self.cells.values():
            cell.written.pop(block, None)
        self.noted = {mutable: (None, content) for mutable, (_, content) in self.noted.items()}

    def wants(self, container: Mutable) -> bool:
        """Whether a container that becomes a run-time one in the body surely has to be one before it."""
        return False

    def _matters(self, mutable: Mutable, key: Any) -> bool:
        if isinstance(key, str) and key.startswith("#"):
            return False
        if mutable is not self.frame or self.body is None:
            return True
        return lifting.read_outside(self.frame, key, self.body)

    def _cell(self, mutable: Mutable, key: Any, before: Abstract) -> Cell:
        """A new cell, made before the try with what the variable holds there."""
        interp = self.interp
        if not interp.can_lift(before, self.base):
            made = self.cells[mutable, key] = Cell(None)
            return made
        known = [c for c in containers_within(before, self.base) if c in self.base and not is_run_time(self.base[c])]
        if known:
            raise Materialise(known)
        outer, block, attempts = self.op.parent, interp.block, interp.attempts
        assert outer is not None
        interp.block, interp.attempts = Block(), []
        first = interp.escape(before)
        op = interp.build("list", [first], [ty.list_of(first.type)])
        place = outer.ops.index(self.op)
        for added in interp.block.ops:
            added.parent = outer
        outer.ops[place:place] = interp.block.ops
        interp.block, interp.attempts = block, attempts
        made = self.cells[mutable, key] = Cell(op)
        made.type = first.type
        return made

    def _write(self, cell: Cell, value: Abstract) -> None:
        interp = self.interp
        assert interp.block is not None
        if cell.op is None:
            return
        if self.ends and any(not held.is_run_time for held in containers_within(value, {})):
            cell.op = None
            return
        last = cell.held_in(interp.block)
        if last is not None and same(last, value):
            return
        if not interp.can_lift(value):
            cell.op = None
            return
        attempts, interp.attempts = interp.attempts, []
        held = interp.escape(value)
        cell.type = ty.join(cell.type, held.type)
        interp.op("py::setitem", Dynamic(cell.op.result), Static(0), Dynamic(held))
        interp.attempts = attempts
        at: Block | None = interp.block
        while at is not None:  # what is written further out needn't be what the cell holds after this block
            cell.written.pop(at, None)
            at = at.parent
        cell.written[interp.block] = value

    def wrote(self, op: Op) -> bool:
        """Whether ``op`` does nothing but write to a cell of this try."""
        cells = [cell.op.result for cell in self.cells.values() if cell.op is not None]
        return op.name == "py::setitem" and op.operands[0] in cells

    def recover(self) -> None:
        """At the start of the handlers: every variable holds what its cell does."""
        reason = "it is changed in a try whose body may have been left half-way"
        for (mutable, key), cell in self.cells.items():
            if cell.op is None:
                mutable.slots[key] = Conflict(reason, self.interp.span)
                continue
            cell.op.result.type = ty.list_of(cell.type)
            read = self.interp.build("py::getitem", [cell.op.result, self.interp.constant(0, ty.INT)], [cell.type])
            mutable.slots[key] = Dynamic(read.result)
        for container in self.lost:
            container.slots = {DYN: Conflict(reason, self.interp.span)}


def attempt(
    interp: Interpreter, body: Callable[[], Abstract], handler: Callable[[Dynamic], Abstract], node: ast.AST,
    inside: ast.AST | None = None, ends: bool = False,
) -> Abstract:  # fmt: skip
    """``try: body`` with ``handler(exception)``; ``inside`` is the body's syntax, where only that may read variables
    that it alone uses. Where it ``ends``, the handler raises again."""

    place = Place(interp)

    def visited(part: str, interpret: Callable[[], Abstract]) -> Abstract:
        with interp.experience.visiting(part, visit):
            return interpret()

    def run(base: State, ends: bool) -> Abstract:
        visit.begin()
        start = interp.position()
        op = interp.build("try", [], [])
        merge = Merge(op, node)
        outer = interp.block
        interp.merges.append(merge)
        interp.block = op.add_block()
        trying = Attempt(interp, op, base, inside, ends)
        depth = len(interp.attempts)
        interp.attempts.append(trying)

        def protected() -> Abstract:
            try:
                return visited("body", body)
            finally:
                del interp.attempts[depth:]

        interp.run_path(merge, protected)
        if all(inner.name in HARMLESS or trying.wrote(inner) for inner in op.blocks[0].ops):
            # Nothing in it can raise: it is compiled again without handlers, which would have to join with it.
            interp.rewind(start, base)
            visit.begin()
            return visited("body", body)
        interp.heap.restore(base)
        handlers = interp.block = op.add_block()
        caught = Dynamic(handlers.add_param(ty.EXCEPTION, "error"))
        states.forget(interp)  # the body may have changed them
        trying.recover()
        if not trying.ends:
            interp.run_path(merge, lambda: visited("handler", lambda: handler(caught)))
            return interp.meet(merge, base, outer)
        try:
            with diagnosis.attempt(interp):
                interp.run_path(merge, lambda: visited("handler", lambda: handler(caught)))
        except CompileError:
            place.go_back()  # it may read what was to be lost
            visit.keeps_all = True
            return interp.retrying(lambda again: run(again, False))
        return interp.meet(merge, base, outer)

    with interp.experience.visiting(interp.node) as visit:
        return interp.retrying(lambda base: run(base, ends and not visit.keeps_all))


def record(interp: Interpreter) -> None:
    """Lets every try statement around us know what has changed so far."""
    for trying in interp.attempts:
        trying.record()
