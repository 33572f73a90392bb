"""What the compilation has found out about a construct, for when it compiles what lies around it again.

A loop is compiled until the types of what its passes carry settle, and a construct once more where containers have to
be run-time ones before it. In a nest each level would find all that out anew in each pass of the levels around it, in
time exponential in the depth. So each execution of a construct leaves a ``Visit``::

    for a in xs:          the first pass: `n` isn't carried yet; the second: it is
        for b in ys:      in the first: the same two passes; in the second: one, which begins with `n` carried
            n += a * b

Visits form a tree: one is found by the syntax of its construct and how many of these came before it in the visit
around it. They know places by their paths from the calls in progress, since things that a pass makes are others in the
next one. What a visit knows is where to begin: types that are wider, or containers that are run-time ones earlier, than
would be needed are right, too, but may be too little for code that wants to know more. So a compilation that fails is
tried again without: see ``script_graph``.
"""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from ... import types as ty
from .values import Abstract, Container, Frame, Mutable, ObjectValue, TupleValue, is_run_time

if TYPE_CHECKING:
    from .heap import State
    from .interpreter import Interpreter

Name = tuple[Any, ...]  # the number of a call, how far out its frame is, then slots and items


class OutOfPatience(Exception):
    """A compilation takes much longer than an earlier one that had experience."""


class Visit:
    """One execution of a construct, whatever number of times it was interpreted."""

    def __init__(self) -> None:
        self.carried: dict[tuple[Name, Any, tuple[int, ...]], ty.Type] = {}  # from pass to pass of a loop
        self.unknown: set[tuple[Name, Any]] = set()  # what passes leave that can't be carried
        self.run_time: dict[Name, None] = {}  # containers that have to be run-time ones before it
        self.exits: list[int] = []  # merges that paths leave for through a cleanup, by their depth
        self.makes_an_object = False  # a loop whose first pass is compiled by itself
        self.keeps_all = False  # a try statement behind whose handlers all that its body has changed is read
        self._inner: dict[tuple[object, int], Visit] = {}
        self._met: Counter[object] = Counter()

    def begin(self) -> None:
        """The construct is interpreted from its start."""
        self._met.clear()

    def next(self, node: object) -> Visit:
        """The visit of a construct within."""
        self._met[node] += 1
        return self._inner.setdefault((node, self._met[node]), Visit())


class Experience:
    """All visits of a compilation. Without ``keeps`` nothing is remembered."""

    def __init__(self, keeps: bool) -> None:
        self.keeps = keeps
        self.used = False  # something began with what an earlier visit had found
        self.current = Visit()

    @contextlib.contextmanager
    def visiting(self, node: object, around: Visit | None = None) -> Iterator[Visit]:
        """Inside, constructs belong to the visit of one at ``node`` in the current one, or in ``around``: a part of a
        construct that is compiled in one way or another is visited in the construct itself."""
        before = self.current
        self.current = (around or before).next(node) if self.keeps else Visit()
        self.current.begin()
        try:
            yield self.current
        finally:
            self.current = before


def name_of(interp: Interpreter, state: State, wanted: Iterable[Mutable]) -> dict[Mutable, Name]:
    """The names of things in a state; without those that no variable of a call in progress leads to."""
    left = set(wanted)
    found: dict[Mutable, Name] = {}
    seen: set[Mutable] = set()

    def walk(value: Abstract, name: Name) -> None:
        if isinstance(value, TupleValue):
            for index, item in enumerate(value.items):
                walk(item, (*name, index))
        elif isinstance(value, (Container, ObjectValue, Frame)) and value not in seen and value in state:
            seen.add(value)
            if value in left:
                found[value] = name
                left.discard(value)
            for key, held in state[value].items():
                if left:
                    walk(held, (*name, key))

    for number, frame, out in _frames(interp):
        if left:
            walk(frame, (number, out))
    return found


def named(interp: Interpreter, state: State, name: Name) -> Mutable | None:
    """The thing in a state that a name leads to, if it leads to one."""
    value: Abstract | None = next((f for number, f, out in _frames(interp) if (number, out) == name[:2]), None)
    for key in name[2:]:
        if isinstance(value, TupleValue):
            value = value.items[key] if isinstance(key, int) and key < len(value.items) else None
        elif isinstance(value, Mutable) and value in state:
            value = state[value].get(key)
        else:
            return None
    return value if isinstance(value, Mutable) and value in state else None


def _frames(interp: Interpreter) -> Iterator[tuple[int, Frame, int]]:
    for number, activation in enumerate(interp.activations):
        frame: Frame | None = activation.frame
        out = 0
        while frame is not None:
            yield number, frame, out
            frame, out = frame.parent, out + 1


def make_run_time(interp: Interpreter, visit: Visit) -> None:
    """Makes the containers run-time ones that earlier interpretations of the construct have had to."""
    if not visit.run_time:
        return
    state = interp.heap.capture()
    for name in visit.run_time:
        thing = named(interp, state, name)
        if isinstance(thing, (Container, ObjectValue)) and not is_run_time(state[thing]) and interp.can_lift(thing):
            interp.experience.used = True
            interp.escape(thing)
            state = interp.heap.capture()
