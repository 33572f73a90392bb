"""Dicts of which only the running program knows whether some keys are there.

    options = {"scale": 2.0}
    if mask is not None:
        options["mask"] = mask      # the slots of `scale` and of `mask`, whose value may be unbound
    y = attend(x, **options)        # the parameter is what the slot holds, or its default

As long as its keys are texts that are known, such a dict keeps its slots, with the type that each value has: a key that
not all paths have set holds one that may be unbound, as a variable's is. What asks for the order of the keys, or for
all of them, makes it a run-time one.
"""

from __future__ import annotations

import functools
import itertools
import types
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from ... import types as ty
from .missing import raise_key
from .values import (
    DYN,
    UNBOUND,
    Abstract,
    BoundMethod,
    DictValue,
    Dynamic,
    FunctionValue,
    Key,
    Mutable,
    Static,
    is_partly,
)

if TYPE_CHECKING:
    from ...ir import Value
    from .heap import State
    from .interpreter import Interpreter

MOST = 8  # keys of one dict that may be missing
MOST_CALLS = 4  # of them, where a call is compiled for each that may be


def may_be_unset(held: Abstract | None) -> bool:
    return isinstance(held, Dynamic) and ty.UNBOUND in ty.members(held.type)


def is_unset(interp: Interpreter, held: Abstract) -> Abstract:
    return interp.op("py::isinstance", held, Static(["Unbound"]), result=ty.BOOL)


def where_set(
    interp: Interpreter, held: Abstract, missing: Callable[[], Abstract],
    use: Callable[[Abstract], Abstract] = lambda found: found,
) -> Abstract:  # fmt: skip
    """``use`` of what ``held`` is, ``missing()`` where nothing has set it."""
    if not isinstance(held, Dynamic) or not may_be_unset(held):
        return use(held)
    there = ty.without(held.type, ty.UNBOUND)
    if there == ty.NEVER:
        return missing()
    unset = interp.lift(is_unset(interp, held))
    return interp.branch(unset, missing, lambda: use(interp.narrow(held, there)))


# --- dicts ----------------------------------------------------------------------------------------------------------


def keys_left(
    interp: Interpreter, mutable: Mutable, arrivals: Sequence[tuple[dict[Any, Abstract], State]]
) -> list[Key] | None:
    """The keys that some of the paths leave in a dict, the slots of each with its state; None where those can't be the
    keys of one dict of which some may be missing."""
    if type(mutable) is not DictValue:
        return None
    found = _together([slots for slots, _ in arrivals])
    some = [key for key in found or () if any(key not in slots for slots, _ in arrivals)]
    alone = (interp.can_lift(slots[key], state) for key in some for slots, state in arrivals if key in slots)
    return found if found is not None and all(alone) else None


def _together(states: Sequence[dict[Any, Abstract]]) -> list[Key] | None:
    """The keys of dicts in an order in which each dict has its own; None where there is none, or too many may be
    missing."""
    found: list[Key] = []
    for state in states:
        place = 0
        for key in state:
            if key is DYN:
                if not is_partly(state):
                    return None
                continue
            if not isinstance(key, Key) or type(key.value) is not str:
                return None
            if key in found:
                at = found.index(key)
                if at < place:
                    return None
                place = at
            else:
                found.insert(place, key)
            place += 1
    unsure = [key for key in found if any(key not in state or may_be_unset(state[key]) for state in states)]
    return found if len(unsure) <= MOST else None


def may_lack(interp: Interpreter, value: DictValue, keys: list[Key]) -> None:
    """Makes place for keys that a loop will set."""
    held = value.held
    unset = Dynamic(interp.lift(UNBOUND))
    value.slots = {DYN: interp.partly, **{key: held.get(key, unset) for key in keys}}


def dict_of(interp: Interpreter, pairs: Iterable[tuple[Any, Abstract]]) -> DictValue:
    """A new dict; keys whose values may be unbound may be missing."""
    made = interp.new_dict(pairs)
    _mark(interp, made)
    return made


def _mark(interp: Interpreter, value: DictValue) -> None:
    slots = value.held
    unsure = any(map(may_be_unset, slots.values()))
    value.slots = {DYN: interp.partly, **slots} if unsure else slots


def getitem(interp: Interpreter, value: DictValue, key: Key, missing: Callable[[], Abstract] | None = None) -> Abstract:
    """``value[key]``, or what ``missing`` gives."""
    held = value.slots.get(key, UNBOUND)
    if missing is not None:
        return missing() if held is UNBOUND else where_set(interp, held, missing)
    if held is UNBOUND:
        raise_key(interp, Static(key.value))
    found = where_set(interp, held, lambda: raise_key(interp, Static(key.value)))
    value.slots[key] = found  # here it is there
    _mark(interp, value)
    return found


def contains(interp: Interpreter, value: DictValue, key: Key) -> Abstract:
    held = value.held.get(key)
    if held is None:
        return Static(False)
    return interp.op("py::not", is_unset(interp, held), result=ty.BOOL) if may_be_unset(held) else Static(True)


def setitem(interp: Interpreter, value: DictValue, key: Key, held: Abstract) -> bool:
    """``value[key] = held``, which may be unbound: then nothing is set. False where that changes the order of the keys
    if the key is missing."""
    slots = value.held
    before = slots.get(key, UNBOUND)
    if may_be_unset(before) and list(slots)[-1] != key:
        return False
    if may_be_unset(held) and before is not UNBOUND:
        held = where_set(interp, held, lambda: before)
    value.slots[key] = held
    _mark(interp, value)
    return True


def pop(interp: Interpreter, value: DictValue, key: Key, missing: Callable[[], Abstract] | None = None) -> Abstract:
    """``value.pop(key)``; ``del value[key]``."""
    found = getitem(interp, value, key, missing)
    value.slots.pop(key, None)
    _mark(interp, value)
    return found


def length(interp: Interpreter, value: DictValue) -> Abstract:
    count: Abstract = Static(0)
    for key in value.held:
        there = contains(interp, value, key)
        one = Static(1) if isinstance(there, Static) else interp.op("py::int", there, result=ty.INT)
        count = interp.binary("add", count, one)
    return count


def make_run_time(interp: Interpreter, value: DictValue) -> Value:
    """The run-time dict that such a one becomes."""
    from .containers import effect, setitem
    from .lifting import refuse_cycle

    if value in interp.building:
        refuse_cycle(interp, value)
    slots = value.held
    sure = list(itertools.takewhile(lambda pair: not may_be_unset(pair[1]), slots.items()))
    made = interp.new_dict(sure)
    made.site = value.site
    interp.building.add(value)
    try:
        reference = interp.escape(made)
        for key, held in list(slots.items())[len(sure) :]:
            put = lambda found, key=key: effect(setitem, interp, made, Static(key.value), found)  # noqa: E731
            where_set(interp, held, lambda: Static(None), put)
    finally:
        interp.building.remove(value)
    value.slots = {DYN: Dynamic(reference)}
    return reference


# --- calls ----------------------------------------------------------------------------------------------------------


def may_bind(function: Abstract, value: DictValue) -> bool:
    """Whether a call can be compiled for the keyword arguments in ``value`` one by one."""
    few = sum(map(may_be_unset, value.held.values())) <= MOST_CALLS
    return not (isinstance(function, Static) and function.value is dict) and (few or _is_bound_by_us(function))


def _is_bound_by_us(function: Abstract) -> bool:
    if isinstance(function, BoundMethod):
        return _is_bound_by_us(function.function)
    return isinstance(function, FunctionValue) or (isinstance(function, Static) and has_parameters(function.value))


def has_parameters(function: Any) -> bool:
    """Whether a call of it binds its keyword arguments to parameters of Python, in ``calls.bind``."""
    import torch

    from . import classes, rules

    if isinstance(function, types.FunctionType):
        return rules.find(function) is None and not classes.generated_init(function)
    return isinstance(function, (types.MethodType, functools.partial, torch.nn.Module))


def each_call(
    interp: Interpreter, kwargs: dict[str, Abstract], use: Callable[[dict[str, Abstract]], Abstract]
) -> Abstract:
    """``use`` of the keyword arguments that are there, compiled for each set of them."""
    name = next((name for name, held in kwargs.items() if may_be_unset(held)), None)
    if name is None:
        return use(kwargs)
    rest = {other: held for other, held in kwargs.items() if other != name}
    return where_set(
        interp, kwargs[name], lambda: each_call(interp, rest, use),
        lambda found: each_call(interp, {**kwargs, name: found}, use),
    )  # fmt: skip
