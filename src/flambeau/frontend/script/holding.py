"""Who holds a container: one that a single variable holds may be replaced by an equal one without anyone noticing.

options = {"x": x}
if x.device != other.device:
    options = moved(options)      # another dict of the same keys
f(**options)                      # one dict here, whose keys are known
"""

from __future__ import annotations

from .values import (
    Abstract,
    BoundMethod,
    Builtin,
    Choice,
    Conflict,
    Dynamic,
    FunctionValue,
    KnownView,
    LateMethod,
    Method,
    Mutable,
    Partly,
    RangeValue,
    SliceValue,
    Static,
    TupleValue,
)  # fmt: skip

State = dict[Mutable, dict[object, Abstract]]


def is_held_once(wanted: Mutable, state: State) -> bool:
    """Whether only one variable or part of a container holds ``wanted``, and nothing whose parts can't be looked at."""
    return holders(wanted, state) == 1


def holders(wanted: Mutable, state: State) -> int | None:
    """How many variables and parts of containers hold ``wanted``; None where the parts of something can't be told."""
    times = 0
    for slots in state.values():
        for value in slots.values():
            found = _times(wanted, value)
            if found is None:
                return None
            times += found
    return times


def _times(wanted: Mutable, value: Abstract) -> int | None:
    """How often ``value`` refers to ``wanted``; None where that can't be told."""
    if isinstance(value, Mutable):
        return int(value is wanted)
    if isinstance(value, (Static, Dynamic, Conflict, Partly)):
        return 0
    parts = _parts(value)
    found = [None] if parts is None else [_times(wanted, part) for part in parts]
    return None if any(times is None for times in found) else sum(times for times in found if times is not None)


def _parts(value: Abstract) -> list[Abstract] | None:
    if isinstance(value, KnownView):
        return [*value.items, *([value.owner] if value.owner is not None else [])]
    if isinstance(value, TupleValue):
        return list(value.items)
    if isinstance(value, BoundMethod):
        return [value.receiver, value.function]
    if isinstance(value, (Method, LateMethod)):
        return [value.receiver]
    if isinstance(value, Choice):
        return list(value.members.values())
    if isinstance(value, FunctionValue):
        return list(value.defaults.values())
    if isinstance(value, (RangeValue, SliceValue)):
        return [value.start, value.stop, value.step]
    return [] if isinstance(value, Builtin) else None
