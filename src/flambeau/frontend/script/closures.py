"""Functions that one of the paths that meet has made, with variables of that path: they go on after the meeting.

::

    if mask is not None:
        keep = both(keep, lambda row: mask[row])    # `keep` becomes a Choice between the old function and the new one;
    result = keep(rows)                             # `mask` is handed out of the branch beside the choice's number

What such a function reads becomes results of the construct, as other values that its paths leave are. On paths that
haven't made the function they are unbound, and never read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import source
from .choices import closed
from .values import UNBOUND, Abstract, BoundMethod, Choice, Conflict, Dynamic, Frame, FunctionValue, TupleValue

if TYPE_CHECKING:
    from .heap import Joiner


def hand_out(joiner: Joiner, values: list[Abstract]) -> list[Abstract] | None:
    """What the arrivals bring, each in a form that means the same after the meeting; None where that can't be."""
    found = []
    for index, value in enumerate(values):
        alone: list[Abstract] = [UNBOUND] * len(values)
        alone[index] = value
        if value is UNBOUND:
            return None
        handed = value if closed(value, joiner.base) else outside(joiner, alone)
        if handed is None:
            return None
        found.append(handed)
    return found


def outside(joiner: Joiner, values: list[Abstract]) -> Abstract | None:
    """One value of the arrivals that have it (the others' are UNBOUND) in a form that means the same afterwards."""
    from .heap import same

    present = [v for v in values if v is not UNBOUND]
    first = present[0]
    if not all(same(v, first) for v in present):
        joined = joiner.join(values)
        return None if isinstance(joined, Conflict) else joined
    held = first.index if isinstance(first, Choice) else first
    if isinstance(held, Dynamic) and joiner.is_visible(held.value):
        return first
    if isinstance(first, Choice) and closed(first, joiner.base):
        return joiner.choice([next(iter(first.members.values())) if v is UNBOUND else v for v in values])
    if closed(first, joiner.base):
        return first
    if isinstance(first, FunctionValue):
        return _function(joiner, first, values)
    if isinstance(first, TupleValue):
        items = [_part(joiner, values, lambda v, i=i: v.items[i]) for i in range(len(first.items))]
        return None if None in items else TupleValue(tuple(i for i in items if i is not None), first.cls)
    if isinstance(first, BoundMethod):
        receiver = _part(joiner, values, lambda v: v.receiver)
        function = _part(joiner, values, lambda v: v.function)
        return None if receiver is None or function is None else BoundMethod(receiver, function)
    states = [a.state for a, v in zip(joiner.merge.arrivals, values) if v is not UNBOUND]
    return joiner.join(values) if all(joiner.interp.can_lift(first, s) for s in states) else None


def _part(joiner: Joiner, values: list[Abstract], get: object) -> Abstract | None:
    assert callable(get)
    return outside(joiner, [v if v is UNBOUND else get(v) for v in values])


def _function(joiner: Joiner, function: FunctionValue, values: list[Abstract]) -> Abstract | None:
    """``function``, whose frames' variables, as far as it reads them, are handed out with it."""
    defaults = {}
    for name in function.defaults:
        handed = _part(joiner, values, lambda v, name=name: v.defaults[name])
        if handed is None:
            return None
        defaults[name] = handed
    names = source.names_in(function.node)
    frame: Frame | None = function.frame
    while frame is not None and frame not in joiner.base:
        if not _variables(joiner, frame, names, [v is not UNBOUND for v in values]):
            return None
        frame = frame.parent
    if all(defaults[name] is function.defaults[name] for name in defaults):
        return function
    return FunctionValue(function.node, function.file, function.frame, defaults, function.name)


def _variables(joiner: Joiner, frame: Frame, names: frozenset[str], made: list[bool]) -> bool:
    """Hands out the variables ``names`` of ``frame``, which only the arrivals that ``made`` says have."""
    slots = joiner.adopted.setdefault(frame, {})
    states = [a.state.get(frame, {}) if here else {} for a, here in zip(joiner.merge.arrivals, made)]
    for name in names:
        values = [s.get(name, UNBOUND) for s in states]
        if name in slots or all(v is UNBOUND for v in values):
            continue
        slots[name] = UNBOUND  # it may be the function itself, which reads it to call itself
        handed = outside(joiner, values)
        if handed is None:
            return False
        slots[name] = handed
    return True
