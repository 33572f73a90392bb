"""What a function can reach of the heap: only a change of that can make of it another one.

    def value(i):                        `value` reads `nodes` and `memo` of the function around it, and what they
        if i not in memo:                hold; not the variables of whoever calls it, itself among them
            memo[i] = sum(value(k) for k in nodes[i])
        return memo[i]

The walk begins with the function's arguments and the variables that it names of the functions around it. It goes
through what is found there: items, attributes, receivers of methods, variables that other functions name. Python's own
closures, of which rules are made, are looked into as well.

Where nothing but values of the running program has changed, and these are of the same types, the function is the same,
and a call of it tells it of the others: ``renewed``.
"""

from __future__ import annotations

import ast
import functools
import types
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ... import types as ty
from ...errors import Span
from ...ir import Block, Op, Value
from . import lifting, source
from .values import (
    DYN,
    UNBOUND,
    Abstract,
    AttributesValue,
    Conflict,
    Container,
    Dynamic,
    Frame,
    FunctionValue,
    Key,
    Mutable,
    ObjectValue,
    Site,
    StateCache,
    Static,
    TupleValue,
    View,
    is_run_time,
)  # fmt: skip

if TYPE_CHECKING:
    from .heap import State
    from .interpreter import Interpreter


@dataclass
class Reached:
    """What of the heap a function can reach."""

    slots: dict[Mutable, set[Any] | None] = field(default_factory=dict)  # of each mutable; None: all of them
    fixed: set[Value] = field(default_factory=set)  # values that the function finds elsewhere than in slots


# What makes values of which nothing is known but their types.
_UNTOLD = frozenset({"dict", "set", "loop", "block", "try", "call", "py::getitem"})

_LEAVES = (
    Static, Conflict, StateCache, Key, Site, ty.Type, Value, Op, Block, Span, ast.AST, type, types.ModuleType,
    types.BuiltinFunctionType, str, bytes, int, float, complex, type(None),
)  # fmt: skip


class _Unknown(Exception):
    """Something that can't be looked into."""


def reached(
    interp: Interpreter, base: State, node: ast.AST, frame: Frame, arguments: Iterable[Abstract]
) -> Reached | None:
    """What a function that is bound in ``frame`` can reach of ``base``; None where that may be anything."""
    walk = _Walk(interp, base)
    try:
        walk.variables(frame.parent, source.names_in(node))
        for value in [*arguments, frame.first_argument, interp.context]:
            walk.visit(value)
        for code, around in interp.frames_of.items():  # methods of local classes, of which any value may be one
            walk.variables(around, _names_of_code(code))
    except _Unknown:
        return None
    return walk.found


class _Walk:
    def __init__(self, interp: Interpreter, base: State) -> None:
        self.interp, self.base = interp, base
        self.found = Reached()
        self.seen: dict[int, object] = {}  # by their ids, and kept so that nothing else gets these

    def visit(self, held: Any) -> None:
        if isinstance(held, _LEAVES) or held is self.interp or id(held) in self.seen:
            return
        self.seen[id(held)] = held
        if isinstance(held, Dynamic):
            self.found.fixed.add(held.value)
            if isinstance(held, View):
                self.visit(held.owner)
        elif isinstance(held, AttributesValue):
            self.visit(held.owner)
        elif isinstance(held, Mutable):
            self._mutable(held)
        elif isinstance(held, FunctionValue):
            self.variables(held.frame, source.names_in(held.node))
            self.visit(held.frame.first_argument)
            self.visit(held.defaults)
        elif isinstance(held, (list, tuple, set, frozenset)):
            self._all(held)
        elif isinstance(held, dict):
            self._all(held.values())
        elif isinstance(held, functools.partial):
            self._all([held.func, *held.args, *held.keywords.values()])
        elif isinstance(held, types.MethodType):
            self._all([held.__self__, held.__func__])
        elif isinstance(held, types.FunctionType):
            self._all([*(held.__defaults__ or ()), *(held.__kwdefaults__ or {}).values()])
            self._all(map(_content, held.__closure__ or ()))
        elif isinstance(held, Abstract):
            self._all(vars(held).values())
        else:
            raise _Unknown

    def _all(self, parts: Iterable[object]) -> None:
        for part in parts:
            self.visit(part)

    def _mutable(self, mutable: Mutable) -> None:
        """All of a container or object, or of a frame that may be read by any name."""
        if mutable not in self.base:
            raise _Unknown
        self.found.slots[mutable] = None
        for held in self.base[mutable].values():
            self._slot(held)
        if isinstance(mutable, Frame):
            self.visit(mutable.parent)
            self.visit(mutable.first_argument)

    def _slot(self, held: Abstract) -> None:
        if type(held) is TupleValue:
            for item in held.items:
                self._slot(item)
        elif type(held) is not Dynamic:
            self.visit(held)

    def variables(self, frame: Frame | None, names: frozenset[str]) -> None:
        """The variables that code in ``frame`` means by ``names``."""
        while frame is not None:
            if frame not in self.base:
                raise _Unknown
            known = self.found.slots.setdefault(frame, set())
            if known is not None:
                added = names - known
                known |= added
                slots = self.base[frame]
                for name in added & slots.keys():
                    self._slot(slots[name])
            frame = frame.parent


def _content(cell: types.CellType) -> object:
    try:
        return cell.cell_contents
    except ValueError:
        return None


@functools.lru_cache(maxsize=1024)
def _names_of_code(code: types.CodeType) -> frozenset[str]:
    inner = (_names_of_code(one) for one in code.co_consts if isinstance(one, types.CodeType))
    return frozenset(code.co_names + code.co_freevars).union(*inner)


# --- whether it has changed -----------------------------------------------------------------------------------------


def renewed(
    interp: Interpreter, base: State, reached: Reached | None, told: Collection[tuple[Mutable, Any]]
) -> dict[Value, Value] | None:  # fmt: skip
    """What values of the running program stand now where a function has ``reached`` others in ``base``, but for the
    places that it is ``told`` of; None where more has changed than that."""
    from .heap import same

    changed = [mutable for mutable in interp.heap.changed_since(base) if not isinstance(mutable, StateCache)]
    if reached is None:
        alike = (
            (mutable, key) in told or same(now, before)
            for mutable in changed
            for key, before, now in _both(base[mutable], mutable.slots, None)
        )
        return {} if all(alike) else None
    _make_run_time(interp, base, [mutable for mutable in changed if mutable in reached.slots])
    changed = interp.heap.changed_since(base)
    if not any(mutable in reached.slots for mutable in changed):
        return {}
    found = {value: value for value in reached.fixed}
    for mutable, keys in reached.slots.items():
        if mutable not in base:
            return None
        now = mutable.slots if mutable in changed else base[mutable]
        for key, one, other in _both(base[mutable], now, keys):
            if (mutable, key) not in told and not _renew(interp, one, other, found, key == DYN):
                return None
    return {before: now for before, now in found.items() if before is not now}


def _make_run_time(interp: Interpreter, base: State, changed: list[Mutable]) -> None:
    """Makes the containers run-time ones that the function knows as such: an earlier attempt has shown that it wants
    them to be."""
    for mutable in changed:
        if isinstance(mutable, (Container, ObjectValue)) and is_run_time(base[mutable]) and not mutable.is_run_time:
            if interp.can_lift(mutable):
                interp.escape(mutable)


def _both(
    before: dict[Any, Abstract], now: dict[Any, Abstract], keys: set[Any] | None
) -> Iterator[tuple[Any, Abstract, Abstract]]:  # fmt: skip
    for key in {**before, **now} if keys is None else keys:
        yield key, before.get(key, UNBOUND), now.get(key, UNBOUND)


def _renew(
    interp: Interpreter, before: Abstract, now: Abstract, found: dict[Value, Value], is_reference: bool
) -> bool:  # fmt: skip
    """Notes the values of ``now`` that stand for those of ``before``. False where it can't stand for it."""
    from .heap import same

    if type(before) is TupleValue and type(now) is TupleValue and before.cls is now.cls:
        pairs = list(zip(before.items, now.items))
        alike = len(before.items) == len(now.items)
        return alike and all(_renew(interp, one, other, found, False) for one, other in pairs)
    if type(before) is not Dynamic or type(now) is not Dynamic:
        return same(before, now)
    one, other = before.value, now.value
    if found.setdefault(one, other) is not other:
        return False
    return one is other or (_stands_for(interp, other, one) and (is_reference or _is_untold(one)))


def _stands_for(interp: Interpreter, value: Value, other: Value) -> bool:
    if value.op is not None and value.op.name == "constant":
        return False
    if any(known.get(value) is not known.get(other) for known in (interp.tensor_classes, interp.caught)):
        return False
    return not ty.differ(value.type, other.type) or _are_of_one_site(value.type, other.type)


def _are_of_one_site(one: ty.Type, other: ty.Type) -> bool:
    """Whether containers hold the same, as their sites say: a type tells what that was when it was made."""
    if not isinstance(one, ty.Generic) or not isinstance(other, ty.Generic):
        return False
    return bool(one.sites) and one.sites == other.sites and lifting.settle(one) == lifting.settle(other)


def _is_untold(value: Value) -> bool:
    """Whether a function that has found ``value`` knows no more of it than its type."""
    return value.op is None or value.op.name in _UNTOLD
