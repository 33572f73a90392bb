"""The state of the abstract heap: captured where paths part, joined where they meet.

Everything mutable (local variables, containers, objects) is a ``Mutable`` with slots, so a state is the slots of all
live mutables. Where paths meet, each slot's values are joined: equal ones stay, others become results of the IR
construct (SSA's phi), typed by the join of their types. A container that paths leave in different shapes has to
become a run-time one *before* they part; ``Materialise`` asks the construct that knows that place to do so and retry.
"""

from __future__ import annotations

import operator
import sys
import weakref
from collections import Counter
from dataclasses import dataclass, field
from itertools import compress
from typing import TYPE_CHECKING, Any

from ... import types as ty
from ...errors import CompileError, Span
from ...ir import Block, Op, Value
from . import closures, holding, possible
from .choices import closed
from .values import (
    DYN,
    NONE,
    UNBOUND,
    Abstract,
    AttributesValue,
    BoundMethod,
    Choice,
    Conflict,
    Container,
    DictValue,
    Dynamic,
    Frame,
    FunctionValue,
    Key,
    KnownView,
    Mutable,
    ObjectValue,
    Poison,
    RangeValue,
    SetValue,
    SliceValue,
    StateCache,
    Static,
    TupleValue,
    is_partly,
    is_run_time,
)  # fmt: skip

if TYPE_CHECKING:
    from .interpreter import Interpreter

State = dict[Mutable, dict[Any, Abstract]]


class Captured(dict[Mutable, dict[Any, Abstract]]):
    """A state that somebody keeps."""

    __slots__ = ("__weakref__",)


class Dead(Exception):
    """The current path has ended (return, break, continue, raise); unwinds to where it parted from others."""


class Materialise(Exception):
    """These containers and objects must be run-time ones before the paths part; of ``partly``, dicts, some keys may be
    missing."""

    def __init__(self, containers: list[Mutable], partly: dict[DictValue, list[Key]] | None = None) -> None:
        super().__init__(containers)
        self.containers = containers
        self.partly = partly or {}


@dataclass
class Arrival:
    """One path that reaches a meeting point: its open block, its state there, and what it brings."""

    block: Block
    state: State
    value: Abstract
    terminator: str
    span: Span | None


@dataclass(eq=False)
class Merge:
    """A point where paths meet: the end of ``op`` (if, block, loop's break) or the next pass of a loop."""

    op: Op
    node: Any = None  # the syntax tree whose paths meet, to tell which variables matter afterwards
    arrivals: list[Arrival] = field(default_factory=list)
    ended: Frame | None = None  # a call that ends here, whose variables nothing can read any more
    terminator: str = "break"  # how paths from further inside come here; "continue" where a loop goes on


# How many references sys.getrefcount finds to a key that nothing but its dict refers to.
_ALONE = max(map(sys.getrefcount, {object(): None}))


MANY = 100  # mutables that may be of no use to anybody before it is worth while to look for them


class Heap:
    """The live mutables, in order of creation.

    A program has thousands of states, with hundreds of mutables each, of which few differ from one state to the next.
    So the last state is kept and renewed where something was touched, and states are compared by identity.
    """

    def __init__(self) -> None:
        self._now: State = {}  # as it was when everything touched was last looked at
        self._touched: list[Mutable] = []
        self._states: weakref.WeakValueDictionary[int, Captured] = weakref.WeakValueDictionary()
        self._used = 0  # how many mutables were left when those of no use were last looked for

    def add(self, mutable: Mutable) -> None:
        mutable.touched = self._touched
        self._touched.append(mutable)

    def capture(self) -> State:
        self._renew()
        while self._now and min(map(sys.getrefcount, self._now)) <= _ALONE:
            self._drop_unused([], Counter())
        if len(self._now) > 2 * self._used + MANY:
            self._drop_held()
        state = Captured(self._now)
        self._states[id(state)] = state
        return state

    def _drop_held(self) -> None:
        """Drops what nothing but states knows. In a nest of constructs some state is always kept, and each that is
        captured meanwhile would take over what the others hold."""
        states = list(self._states.values())
        held = Counter(mutable for state in states for mutable in state)
        while self._drop_unused(states, held):
            pass
        self._used = len(self._now)

    def _drop_unused(self, states: list[Captured], held: Counter[Mutable]) -> bool:
        """Drops what is only referred to by ``states``, each as often as ``held`` says. True where that was any, of
        which others may have been held."""
        mutables = list(self._now)  # one reference more, as a key of ``held`` is
        counts = list(map(sys.getrefcount, mutables))
        unused = [m for m, count in zip(mutables, counts) if count <= _ALONE + 1 + held[m] + (m in held)]
        for mutable in unused:
            del self._now[mutable]
            for state in states:
                state.pop(mutable, None)
            held.pop(mutable, None)
        self._now = dict(self._now)  # without holes, which would make copies slow
        return bool(unused)

    def _renew(self) -> None:
        now = self._now
        for mutable in self._touched:
            now[mutable] = mutable.capture(now.get(mutable))
        self._touched.clear()

    def restore(self, state: State) -> None:
        """Everything in ``state`` becomes what it was there."""
        for mutable in self.changed_since(state):
            mutable.restore(state[mutable])

    def go_back(self, state: State) -> None:
        """As ``restore``, where nothing made since ``state`` was captured is used again."""
        self.restore(state)
        self._now = state.copy()
        self._touched.clear()

    def changed_since(self, state: State) -> list[Mutable]:
        """What is in ``state``, and something else now."""
        self._renew()
        return differing(state, self._now)

    def content(self, mutable: Mutable) -> dict[Any, Abstract]:
        """The slots of something live as they are now, not to be changed."""
        return mutable.capture(self._now.get(mutable))


def differing(before: State, after: State) -> list[Mutable]:
    """What of ``before`` has other slots in a later state, in order."""
    if len(before) <= len(after) and all(map(operator.is_, before, after)):
        return list(compress(before, map(operator.is_not, before.values(), after.values())))
    return list(compress(before, map(operator.is_not, before.values(), map(after.get, before))))


_SCALARS = (bool, int, float, complex, str, bytes, type(None), type(Ellipsis))


def same(a: Abstract, b: Abstract) -> bool:
    """Whether two abstract values are surely one and the same."""
    if a is b:
        return True
    if isinstance(a, Static) and isinstance(b, Static):
        x, y = a.value, b.value
        if x is y:
            return True
        return type(x) is type(y) and isinstance(x, _SCALARS) and x == y and repr(x) == repr(y)
    if isinstance(a, Dynamic) and isinstance(b, Dynamic):
        return a.value is b.value
    if isinstance(a, TupleValue) and isinstance(b, TupleValue):
        return a.cls is b.cls and len(a.items) == len(b.items) and all(map(same, a.items, b.items))
    if isinstance(a, BoundMethod) and isinstance(b, BoundMethod):
        return same(a.receiver, b.receiver) and same(a.function, b.function)
    if isinstance(a, SliceValue) and isinstance(b, SliceValue):
        return same(a.start, b.start) and same(a.stop, b.stop) and same(a.step, b.step)
    return False


def visible(value: Value, block: Block) -> bool:
    """Whether ``value`` is defined in ``block`` or in a block around it, or in another function than ``block``."""
    owner: Block | None = value.owner
    at: Block | None = block
    root = block
    while at is not None:
        if at is owner:
            return True
        root, at = at, at.parent
    return _root(value.owner) is not root


def is_around(interp: Interpreter, value: Value) -> bool:
    """Whether a value is defined around where the program is being built: in the function of its own that is compiled,
    or in those around it, which would give it as a parameter."""
    places = [interp.constants, interp.block, *(o.outer for o in interp.functions if o.is_open)]
    return any(place is not None and _defined_around(value, place) for place in places)


def _defined_around(value: Value, block: Block) -> bool:
    at: Block | None = block
    while at is not None and at is not value.owner:
        at = at.parent
    return at is not None


def is_repeated(block: Block | None) -> bool:
    """Whether a block is run several times: it is in a loop."""
    while block is not None and block.op is not None:
        if block.op.name == "loop":
            return True
        block = block.parent
    return False


def is_placed(op: Op) -> bool:
    """Whether an op is where it was put: the compilation hasn't gone back to before it."""
    return op.parent is not None and op in op.parent.ops


def _root(block: Block) -> Block:
    while block.parent is not None:
        block = block.parent
    return block


class Joiner:
    """Joins the arrivals of one merge into one state, adding results to the merge's op where values differ."""

    def __init__(self, interpreter: Interpreter, merge: Merge, base: State) -> None:
        self.interp = interpreter
        self.merge = merge
        self.base = base
        self.outer = merge.op.parent
        self.leaves: list[list[Abstract | tuple[Abstract, int]]] = []  # a pair: a number and what is added to it
        self.adopted: dict[Mutable, dict[Any, Abstract]] = {}
        self.memo: dict[tuple[int, ...], Abstract] = {}
        self.needed: list[Mutable] = []
        self.places: list[dict[Abstract, set[tuple[Any, ...]]]] | None = None  # of what each path has made
        self.lifted: set[Mutable] = set()  # made before the paths meet, and part of a run-time value afterwards

    def run(self) -> Abstract:
        arrivals = self.merge.arrivals
        merged: State = {}
        if self.merge.ended in self.base:
            merged[self.merge.ended] = {}
        touched = {mutable for a in arrivals for mutable in differing(self.base, a.state)}
        for mutable in [m for m in self.base if m in touched]:
            before, states = self.base[mutable], [a.state[mutable] for a in arrivals]
            if mutable not in merged and any(s != before or list(s) != list(before) for s in states):
                merged[mutable] = self._slots(mutable, states)
        value = self.join([a.value for a in arrivals])
        if self.needed:
            raise Materialise(self.needed)
        self._emit()
        self.interp.heap.restore({**self.base, **merged})
        self.interp.heap.restore(self.adopted)
        return value

    def _slots(self, mutable: Mutable, states: list[dict[Any, Abstract]]) -> dict[Any, Abstract]:
        keys = {key: None for s in states for key in s}
        slots: dict[Any, Abstract] = {}
        if any(shapes_differ(mutable, s, states[0]) or is_partly(s) for s in states):
            together = self._keys(mutable, states)
            if together is None:
                self.needed.append(mutable)
                return {}
            return self._partly(states, together)
        for key in keys:
            if isinstance(mutable, StateCache) and not all(key in s for s in states):
                continue  # read anew where it is needed
            values = [s.get(key, UNBOUND) for s in states]
            if isinstance(mutable, Frame) and not self.interp.matters(mutable, key, self.merge.node):
                if not all(same(v, values[0]) for v in values) or not self._settled(values[0]):
                    continue
            joined = self.join(values)
            if joined is not UNBOUND:
                slots[key] = joined
        return slots

    def _keys(self, mutable: Mutable, states: list[dict[Any, Abstract]]) -> list[Key] | None:
        arrivals = [(s, a.state) for s, a in zip(states, self.merge.arrivals)]
        return possible.keys_left(self.interp, mutable, arrivals)

    def _partly(self, states: list[dict[Any, Abstract]], keys: list[Key]) -> dict[Any, Abstract]:
        return {DYN: self.interp.partly, **{key: self.join([s.get(key, UNBOUND) for s in states]) for key in keys}}

    def _settled(self, value: Abstract) -> bool:
        return not isinstance(value, Dynamic) or self.is_visible(value.value)

    def is_visible(self, value: Value) -> bool:
        return self.outer is not None and visible(value, self.outer)

    def join(self, values: list[Abstract]) -> Abstract:
        first = values[0]
        poison = next((v for v in values if isinstance(v, Poison)), None)
        if poison is not None:
            return poison
        if all(v is first for v in values):
            if isinstance(first, Mutable):
                if first not in self.base and not isinstance(first, AttributesValue):
                    self._adopt(first)
                return first
            if isinstance(first, Static):
                return first
        if isinstance(first, FunctionValue) and all(v is first for v in values) and not closed(first, self.base):
            handed = closures.outside(self, values)
            return handed if handed is not None else self._leaf(values)
        if isinstance(first, Dynamic):
            if all(same(v, first) for v in values) and self.is_visible(first.value):
                return first
            return self._leaf(values)
        if isinstance(first, Choice):
            visible_here = all(v is first for v in values) and self.is_visible(first.index.value)
            return first if visible_here else self._leaf(values)
        if isinstance(first, TupleValue) and all(
            isinstance(v, TupleValue) and v.cls is first.cls and len(v.items) == len(first.items) for v in values
        ):
            columns = zip(*(v.items for v in values if isinstance(v, TupleValue)))
            joined = TupleValue(tuple(self.join(list(c)) for c in columns), first.cls)
            if isinstance(first, KnownView) and first.owner in self.base and all(v is first for v in values):
                return KnownView(joined.items, kind=first.kind, owner=first.owner)
            return joined
        if isinstance(first, SliceValue) and all(isinstance(v, SliceValue) for v in values):
            parts = [(v.start, v.stop, v.step) for v in values if isinstance(v, SliceValue)]
            return SliceValue(*(self.join(list(c)) for c in zip(*parts)))
        if isinstance(first, RangeValue) and all(isinstance(v, RangeValue) for v in values):
            from . import iterators

            bounds = [(v.start, v.stop, v.step) for v in values if isinstance(v, RangeValue)]
            return iterators.range_of(*(self.join(list(c)) for c in zip(*bounds)))
        if isinstance(first, BoundMethod) and all(
            isinstance(v, BoundMethod) and same(v.function, first.function) for v in values
        ):
            receivers = [v.receiver for v in values if isinstance(v, BoundMethod)]
            return BoundMethod(self.join(receivers), first.function)
        progress = getattr(first, "progress", None)
        if progress is not None and progress not in self.base and all(v is first for v in values):
            # An iterator made on the only path that leads here: it may read what is defined there.
            from . import suspended

            suspended.step(self.interp, first.node)  # type: ignore[attr-defined]
        if all(same(v, first) for v in values):
            return first
        alike = self._alike(values)
        return alike if alike is not None else self._leaf(values)

    def _adopt(self, mutable: Mutable) -> None:
        """A thing made on the only path that leads here goes on; what it holds is handed out of the construct."""
        if mutable in self.adopted:
            return
        self.adopted[mutable] = {}
        states = [a.state.get(mutable, mutable.slots) for a in self.merge.arrivals]
        if isinstance(mutable, (Container, ObjectValue)):
            differ = any(shapes_differ(mutable, s, states[0]) or is_partly(s) for s in states)
            together = self._keys(mutable, states) if differ and mutable not in self.lifted else None
            if together is not None:
                self.adopted[mutable] = self._partly(states, together)
                return
            if differ or mutable in self.lifted:
                self._adopt_reference(mutable)
                return
        keys = {key: None for s in states for key in s}
        self.adopted[mutable] = {key: self.join([s.get(key, UNBOUND) for s in states]) for key in keys}

    def _adopt_reference(self, container: Mutable) -> None:
        """A container that the paths leave in different shapes, or that is lifted here, goes on as a run-time one."""
        reference = self._leaf([container] * len(self.merge.arrivals))
        if isinstance(reference, Conflict):
            raise CompileError(reference.reason, reference.span, "give it a value of one kind on every path")
        self.adopted[container] = {DYN: reference}

    def _alike(self, values: list[Abstract]) -> Abstract | None:
        """One new thing for things of one shape that each path made for itself, or None where they aren't alike."""
        first = values[0]
        if not isinstance(first, Mutable) or isinstance(first, Frame):
            return None
        by_value = all(isinstance(v, ObjectValue) and v.by_value for v in values)
        if any(type(v) is not type(first) for v in values):
            return None
        if not by_value and not all(map(self._is_its_own, values, self.merge.arrivals)):
            return None
        if isinstance(first, ObjectValue) and any(v.cls is not first.cls for v in values if isinstance(v, ObjectValue)):
            return None
        key = tuple(map(id, values))
        if key in self.memo:
            return self.memo[key]
        states = [a.state.get(v, {}) for a, v in zip(self.merge.arrivals, values) if isinstance(v, Mutable)]
        keys = list(states[0])
        differ = any(list(s) != keys or DYN in s for s in states)
        together = self._keys(first, states) if differ else None
        if (differ and together is None) or not (by_value or self._are_held_alike(values)):
            return None
        if any(v.merged != first.merged for v in values if isinstance(v, SetValue) and isinstance(first, SetValue)):
            return None
        new = self.interp.new_like(first)
        if isinstance(new, SetValue) and isinstance(first, SetValue):
            new.merged = first.merged
        if isinstance(new, ObjectValue):
            new.by_value = by_value
            new.shared = any(v in self.base or v.shared for v in values if isinstance(v, ObjectValue))
        self.memo[key] = new
        self.adopted[new] = {}
        if together is not None:
            self.adopted[new] = self._partly(states, together)
        else:
            self.adopted[new] = {k: self.join([s[k] for s in states]) for k in keys}
        return new

    def _are_held_alike(self, values: list[Abstract]) -> bool:
        """Whether the paths leave their things in the same variables: of one that a path leaves in two, one new thing
        in the one and another in the other would be made."""
        if self.places is None:
            self.places = [self._places_of(a) for a in self.merge.arrivals]
        held = [places.get(v, set()) for places, v in zip(self.places, values) if v not in self.base]
        if len(held) < len(values):  # a thing made before, which nothing else holds
            return all(len(one) <= 1 for one in held)
        return all(one == held[0] for one in held)

    def _places_of(self, arrival: Arrival) -> dict[Abstract, set[tuple[Any, ...]]]:
        """Where a path leaves the things that it has made; what holds them itself goes by the first of its places."""
        found: dict[Abstract, set[tuple[Any, ...]]] = {}
        state = arrival.state

        def visit(value: Abstract, place: tuple[Any, ...]) -> None:
            if isinstance(value, TupleValue):
                for index, item in enumerate(value.items):
                    visit(item, (*place, index))
            elif isinstance(value, Mutable) and value not in self.base:
                is_new = value not in found
                found.setdefault(value, set()).add(place)
                for key, inner in state.get(value, value.slots).items() if is_new else ():
                    visit(inner, (*place, key))

        visit(arrival.value, ())
        for mutable in differing(self.base, state):
            if mutable is self.merge.ended:
                continue
            for key, value in state[mutable].items():
                if not isinstance(mutable, Frame) or self.interp.matters(mutable, key, self.merge.node):
                    visit(value, (mutable, key))
        return found

    def _is_its_own(self, value: Abstract, arrival: Arrival) -> bool:
        """Whether nobody could tell ``value`` from an equal one where the paths meet: its path has made it, or nothing
        but the variable in question holds it."""
        if value not in self.base:
            return True
        return type(value) is DictValue and holding.is_held_once(value, arrival.state)

    def _leaf(self, values: list[Abstract]) -> Abstract:
        for arrival, value in zip(self.merge.arrivals, values):
            if not self.interp.can_lift(value, arrival.state):
                handed = closures.hand_out(self, values)
                if handed is not None:
                    return self.choice(handed)
                return Conflict("the paths that meet here leave different things in it", arrival.span)
            for container in containers_within(value, arrival.state):
                if container in self.base:
                    if not is_run_time(arrival.state[container]):
                        self.needed.append(container)
                elif container not in self.lifted:
                    self.lifted.add(container)
                    if not is_run_time(self.adopted.get(container, {DYN: NONE})):
                        self._adopt_reference(container)
        self.leaves.append(list(values))
        return Dynamic(self.merge.op.add_result(ty.NEVER))

    def choice(self, values: list[Abstract]) -> Abstract:
        """One of things that no register can hold: a register holds its number."""
        members: dict[int, Abstract] = {}
        numbers: list[Abstract | tuple[Abstract, int]] = []
        for value in values:
            free = max(members, default=-1) + 1
            if isinstance(value, Choice):
                shift = free - min(value.members)
                members.update((number + shift, m) for number, m in value.members.items())
                numbers.append((value.index, shift))
            else:
                known = next((n for n, m in members.items() if same(m, value)), free)
                members[known] = value
                numbers.append(Static(known))
        self.leaves.append(numbers)
        return Choice(Dynamic(self.merge.op.add_result(ty.INT)), members)

    def _emit(self) -> None:
        op = self.merge.op
        first_result = len(op.results) - len(self.leaves)
        for index, arrival in enumerate(self.merge.arrivals):
            self.interp.heap.restore(arrival.state)
            self.interp.block = arrival.block
            operands = [self._operand(leaf[index]) for leaf in self.leaves]
            for result, operand in zip(op.results[first_result:], operands):
                result.type = ty.join(result.type, operand.type)
            self.interp.terminate(arrival, operands, op)
        self.interp.block = self.outer

    def _operand(self, leaf: Abstract | tuple[Abstract, int]) -> Value:
        if not isinstance(leaf, tuple):
            return self.interp.escape(leaf)
        number, shift = leaf
        return self.interp.lift(self.interp.binary("add", number, Static(shift)) if shift else number)


def _keys(slots: dict[Any, Abstract]) -> list[Any]:
    return [key for key in slots if key is not DYN] if is_partly(slots) else list(slots)


def shapes_differ(mutable: Mutable, one: dict[Any, Abstract], other: dict[Any, Abstract]) -> bool:
    """Whether a container or object has two contents that no slots can be the join of."""
    if isinstance(mutable, Container):
        return _keys(one) != _keys(other)  # the order of dicts and sets is a part of what they are
    return isinstance(mutable, ObjectValue) and (DYN in one) != (DYN in other)


def containers_within(value: Abstract, state: State) -> list[Mutable]:
    """The containers and objects that lifting ``value`` would turn into run-time ones."""
    found: list[Mutable] = []
    seen: set[int] = set()

    def visit(v: Abstract) -> None:
        if id(v) in seen:
            return
        seen.add(id(v))
        if isinstance(v, Container) or (isinstance(v, ObjectValue) and not issubclass(v.cls, BaseException)):
            found.append(v)
            for inner in state.get(v, v.slots).values():
                visit(inner)
        elif isinstance(v, TupleValue):
            for inner in v.items:
                visit(inner)

    visit(value)
    return found
