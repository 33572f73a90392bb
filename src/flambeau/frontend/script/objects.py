"""Instances of the user's classes as run-time objects.

An object that the program makes stays apart in its abstract slots for as long as each path knows which object it is.
Where that ends (it is put into a run-time list, returned, joined with another one) it becomes a run-time object for
good: ``slots[DYN]`` holds the reference, and every use is an operator on it, as with containers.
"""

from __future__ import annotations

import ast
import collections
import datetime
import enum
import inspect
import io
import itertools
import random
import re
import types
from collections.abc import Collection
from typing import TYPE_CHECKING, Any

import numpy as np
import torch

from ... import types as ty
from ...errors import CompileError
from ...ir import Value
from ...ir.classes import ENUM, ClassRef, MemberRef
from ...stdlib import draws
from ...stdlib.flags import IntFlags
from . import descriptors, nesting, open_objects, pictures, records, states
from .heap import is_around, is_placed, is_repeated, same
from .records import ClassRecord
from .values import (
    DYN,
    NONE,
    UNBOUND,
    Abstract,
    DictValue,
    Dynamic,
    Key,
    ObjectValue,
    Restart,
    Site,
    Static,
    TupleValue,
)  # fmt: skip

if TYPE_CHECKING:
    from .heap import State
    from .interpreter import Interpreter

_MISSING = object()


def class_of(value: Abstract) -> Any:
    """The user's class that ``value`` is surely an instance of, or None."""
    if isinstance(value, ObjectValue):
        return value.cls
    if isinstance(value, Dynamic) and isinstance(value.type, ty.ClassType):
        record = records.of_type(value.type)
        return record.cls if record is not None else None
    return None


def has_instances(type: ty.Type) -> bool:
    """Whether a union has members that are instances of the user's classes."""
    return isinstance(type, ty.UnionType) and any(isinstance(m, ty.ClassType) for m in type.members)


# --- from abstract to run-time --------------------------------------------------------------------------------------


def can_lift(value: ObjectValue, state: State, within: frozenset[Abstract]) -> bool:
    """Whether the object can become a run-time one: what no register can hold must be the same in all instances."""
    from . import lifting

    slots = state.get(value, value.slots)
    if DYN in slots or value in within:
        return True
    if not records.is_plain_class(value.cls):
        return False
    record = records.record_of(value.cls)
    for name, held in slots.items():
        if lifting.can_lift(held, state, within | {value}):
            continue
        if not isinstance(held, Static) or not same(record.constants.get(name, held), held):
            if not lifting.may_keep(held):
                return False
    return True


def materialise(interp: Interpreter, value: ObjectValue) -> Value:
    """The run-time object of ``value``, made here unless it has been already."""
    if value.reference is not None:
        return value.reference
    record = records.record_of(value.cls)
    type_ = ty.ClassType(record.name, record)
    cls = interp.constant(ClassRef(record.name), ty.ANY)
    if value in interp.building:
        # One of its own attributes leads back to it: it is made empty, and filled once they are there.
        made = interp.build("py::object_new", [cls, interp.constant((), ty.tuple_of())], [type_]).result
        value.slots = {DYN: Dynamic(made)}
        return made
    interp.building.add(value)
    slots = dict(value.slots)
    held = {name: _escape_slot(interp, record, name, slot) for name, slot in slots.items()}
    interp.building.remove(value)
    record.made = True
    known = {name: one for name, one in held.items() if one is not None}
    may_lack(interp, record, record.fields.keys() - known.keys())
    early = value.reference
    if early is not None:
        for name, one in known.items():
            interp.op("py::object_set", early, record.slot(name), one)
        return early
    unbound = interp.constant(None, ty.UNBOUND)
    items = [known.get(name, unbound) for name in record.fields]
    packed = interp.build("tuple", items, [ty.tuple_of(*(i.type for i in items))]).result
    made = interp.build("py::object_new", [cls, packed], [type_]).result
    value.slots = {DYN: Dynamic(made)}
    return made


def _escape_slot(interp: Interpreter, record: ClassRecord, name: str, slot: Abstract) -> Value | None:
    from . import lifting

    if not interp.can_lift(slot) and isinstance(slot, Static) and name not in record.varied:
        constant = record.constants.setdefault(name, slot)
        if same(constant, slot) and name not in record.fields:
            return None
        if lifting.keep(interp, slot) is None or lifting.keep(interp, constant) is None:
            interp.refuse(
                f"{record.cls.__name__}.{name} is {lifting.describe(slot)} in some objects and not in others",
                "keep it outside of the objects",
            )
    if name in record.constants:  # other objects have other functions there
        del record.constants[name]
        record.varied.add(name)
        interp.stale = True
    made = interp.escape(slot)
    note(interp, record, name, made.type)
    return made


def note(interp: Interpreter, record: ClassRecord, name: str, type: ty.Type) -> None:
    """Objects of that class hold such a value in the attribute ``name``."""
    site = record.fields.get(name)
    if site is None:
        site = record.fields[name] = Site(("attribute", record.name, name))
        interp.stale = interp.stale or record.shown or not record.asked.isdisjoint((name, records.ANY_NAME))
        if record.made:
            may_lack(interp, record, {name})  # objects have been made without it
    if ty.UNBOUND in ty.members(type):
        may_lack(interp, record, {name})
        type = ty.without(type, ty.UNBOUND)
    interp.widen(site, type)


def may_lack(interp: Interpreter, record: ClassRecord, names: Collection[str]) -> None:
    """Objects of that class may be without these attributes; what was taken for always there is compiled again."""
    interp.stale = interp.stale or not record.expected.isdisjoint(names)
    record.optional.update(names)


def has_class_attribute(cls: type, name: str) -> bool:
    """Whether instances that haven't set an attribute have it from their class."""
    held = inspect.getattr_static(cls, name, _MISSING)
    return held is not _MISSING and not inspect.ismemberdescriptor(held)


def is_missing(interp: Interpreter, value: Dynamic, name: str) -> Abstract | None:
    """Whether a run-time object lacks an attribute; None where that is known."""
    record = records.of_type(value.type)
    if record is None or record.kind == ENUM or name not in record.fields or has_class_attribute(record.cls, name):
        return None
    if name not in record.optional:
        record.expected.add(name)
        return None
    has = interp.op("py::object_has", value, record.slot(name), result=ty.BOOL)
    return interp.op("py::not", has, result=ty.BOOL)


def lift_static(interp: Interpreter, value: Any) -> Value:
    """A member of an Enum, or an object that was there before the program, with the attributes that it has now."""
    record = records.record_of(records.class_of_instance(value))
    type_ = ty.ClassType(record.name, record)
    if record.kind == ENUM:
        return interp.constant(MemberRef(record.name, value.name), type_)
    if states.is_owned(interp, value):
        return interp.lift(states.own(interp, value))
    _, before = interp.copies.get(id(value), (None, None))
    if before is not None and is_placed(before):
        if is_around(interp, before.result):
            return before.result
        if interp.states.allowed and type(value) not in interp.states.early:
            interp.states.early.add(type(value))
            raise Restart
    if any((id(value), name) in interp.states.places for name in attributes_of(value)):
        states.adopt_class(interp, value)
    record.copied = value
    _check_copies(interp, record)
    copy = ObjectValue(record.cls)
    attributes = attributes_of(value)
    for name in attributes.keys() & {*records.BASES.values(), records.ATTRIBUTES}:
        interp.states.inner[id(attributes[name])] = attributes[name], value
    copy.slots = {name: Static(held) for name, held in attributes.items()}
    made = _made_first(interp, copy) if _is_made_first(interp, value) else materialise(interp, copy)
    if records.container_base(record.cls) is not None and made.op is not None:
        states.stand_for(interp, value, made.op)
    elif made.op is not None and not isinstance(value, enum.Flag):
        interp.copies[id(value)] = value, made.op
    return made


def _is_made_first(interp: Interpreter, value: object) -> bool:
    """Whether what stands for an object is made before all else: one made in a loop would be another in each pass, and
    there are two where neither of two places that need it is around the other."""
    if isinstance(value, enum.Flag) or records.container_base(type(value)) is not None:
        return False
    return type(value) in interp.states.early or is_repeated(interp.block)


def _made_first(interp: Interpreter, value: ObjectValue) -> Value:
    """``materialise`` beside the constants."""
    states.forget(interp)
    here, interp.block = interp.block, interp.constants
    try:
        return materialise(interp, value)
    finally:
        interp.block = here
        states.forget(interp)


def observe(interp: Interpreter, values: list[Value]) -> None:
    """The program sees which objects these are, or hold: what it keeps from call to call must hold the same ones."""
    for value in values:
        for part in nesting.parts(value.type):
            record = records.of_type(part)
            if record is not None and record.kind != ENUM and not issubclass(record.cls, enum.Flag):
                record.observed = True
                _check_copies(interp, record)


def _check_copies(interp: Interpreter, record: ClassRecord) -> None:
    """Objects from outside are state of the program where it would tell them from copies."""
    held = interp.states.instances.get(record.cls) if record.copied is None else record.copied
    if held is not None and (record.assigned or (record.observed and interp.states.slots)):
        copied, record.copied = held, None
        if type(copied) not in interp.states.owned:  # else it was copied in an earlier attempt
            states.adopt_class(interp, copied)


def attributes_of(value: object) -> dict[str, Any]:
    """An object's attributes by name, those in ``__slots__`` included, and the container that it is as well."""
    if isinstance(value, enum.Flag):
        return {"value": value.value}
    held = dict(getattr(value, "__dict__", {}))
    cls = records.class_of_instance(value)
    if hasattr(value, "__dict__") and records.record_of(cls).open:
        held = {records.ATTRIBUTES: vars(value)}
    base = records.container_base(cls)
    if base is not None:
        held[records.BASES[base]] = base(value)
    if isinstance(value, random.Random):  # its generator's words and place; Python's own instance is unseeded
        unseeded = "words" in held or value is random.seed.__self__  # type: ignore[attr-defined]
        held["words"] = [-1] if unseeded else list(value.getstate()[1])
    if isinstance(value, collections.deque):
        held["maxlen"] = value.maxlen
    if pictures.is_image(value):
        return pictures.attributes(value)
    if records.class_of_array(value) is not None:
        array: Any = value
        held.update(items=array.ravel().tolist(), places=np.arange(array.size).reshape(array.shape))
        if array.dtype.kind == "U":
            held["width"] = array.dtype.itemsize // 4
    if type(value) is itertools.count:
        shown = ast.literal_eval(repr(value).removeprefix("count").replace(")", ",)"))  # (start,) or (start, step)
        held["at"], held["step"] = (*shown, 1)[:2]
    if isinstance(value, datetime.timedelta):
        held.update(days=value.days, seconds=value.seconds, microseconds=value.microseconds)
    if isinstance(value, datetime.date):
        held.update(year=value.year, month=value.month, day=value.day)
    if isinstance(value, (datetime.datetime, datetime.time)):
        held.update(hour=value.hour, minute=value.minute, second=value.second, microsecond=value.microsecond)
        held.update(tzinfo=value.tzinfo)
    if isinstance(value, datetime.time) and value.tzinfo is not None:
        raise CompileError("a time of a day with a time zone can't be taken", fix="use a datetime")
    if isinstance(value, datetime.timezone):
        held.update(offset=value.utcoffset(None))
    if type(value) is re.Pattern:
        held.update(pattern=value.pattern, flags=value.flags)
    if type(value) is io.StringIO:
        text, place = ("", 0) if value.closed else (value.getvalue(), value.tell())
        any_end = not value.closed and value.__getstate__()[1] == ""  # type: ignore[attr-defined]
        held.update(text=text, place=place, closed=value.closed, any_end=any_end)
    if type(value) is io.BytesIO:
        data, place = (b"", 0) if value.closed else (value.getvalue(), value.tell())
        held.update(data=data, place=place, closed=value.closed)
    if isinstance(value, torch.Generator):
        held.update(draws.content_of(value))
    for cls in type(value).__mro__:
        names = cls.__dict__.get("__slots__", ())
        for name in (names,) if isinstance(names, str) else names:
            if hasattr(value, name):
                held.setdefault(name, getattr(value, name))
    return held


def read_all(interp: Interpreter, value: Abstract) -> dict[str, Abstract]:
    """All attributes of an object by name."""
    if isinstance(value, ObjectValue) and value.reference is None:
        return value.slots
    record = records.record_of(class_of(value))
    return {name: interp.getattr(value, name) for name in list(record.fields)} | record.constants


def held_in(interp: Interpreter, value: Abstract, name: str) -> Abstract | None:
    """What an instance holds in one of its slots."""
    if isinstance(value, ObjectValue):
        if value.reference is None:
            return value.slots.get(name)
        value = Dynamic(value.reference)
    assert isinstance(value, Dynamic)
    return find(interp, value, name)


# --- attributes -----------------------------------------------------------------------------------------------------


def find(interp: Interpreter, value: Dynamic, name: str) -> Abstract | None:
    """``value.name`` of a run-time object, as Python looks it up; None where no object of its class has it."""
    from . import attributes

    record = records.of_type(value.type)
    assert record is not None
    if name == "__class__":
        return Static(record.cls)
    if record.kind == ENUM:
        return _of_member(interp, record, value, name)
    if record.open and name == records.ATTRIBUTES:
        if name not in record.fields:
            record.asked.add(name)
            return None
        return _field(interp, record, value, name, _MISSING)
    if name == records.ATTRIBUTES:
        return _shown(interp, record, value)
    held = open_objects.attributes(interp, value)
    if held is not None and name not in records.BASES.values():
        return open_objects.find(interp, value, held, name)
    declared = inspect.getattr_static(record.cls, name, _MISSING)
    if name in record.fields and not isinstance(declared, property) and not descriptors.overrides(record.cls, name):
        return _field(interp, record, value, name, declared)
    if name in record.constants:
        return record.constants[name]
    found = attributes.class_attribute(interp, value, record.cls, name)
    if found is None and record.value_type == ty.INT and hasattr(int, name):
        return interp.getattr(plain(interp, value), name)
    if found is None:
        record.asked.add(name)
        if hasattr(record.cls, "__getattr__"):
            return interp.call(interp.getattr(value, "__getattr__"), [Static(name)])
    return found


def _field(interp: Interpreter, record: ClassRecord, value: Dynamic, name: str, declared: Any) -> Abstract:
    from . import attributes

    site, key = record.fields[name], (value.value, name)
    site.read = True
    remembered = interp.cache.slots.get(key)
    if remembered is not None:
        return remembered

    def read() -> Abstract:
        held = interp.op("py::object_get", value, record.slot(name), result=site.element)
        interp.cache.slots[key] = held
        return held

    if name not in record.optional:
        record.expected.add(name)
    elif declared is not _MISSING and not inspect.ismemberdescriptor(declared):
        assigned = interp.lift(interp.op("py::object_has", value, record.slot(name), result=ty.BOOL))

        def inherited_one() -> Abstract:
            return attributes.class_attribute(interp, value, record.cls, name) or interp.raise_(AttributeError, name)

        held = interp.branch(assigned, read, inherited_one)
        interp.cache.slots[key] = held
        return held
    return read()


def _shown(interp: Interpreter, record: ClassRecord, value: Dynamic) -> DictValue:
    """``value.__dict__`` as a dict of its own, which is the same as long as neither changes."""
    unsure = sorted(record.optional | record.constants.keys())
    if unsure:
        open_objects.open_class(interp, record.cls)
        interp.refuse(
            f"the attributes of an object can't be read all at once, as {unsure[0]!r} isn't kept in all of them",
            "name the attributes",
        )
    show(interp, record)
    made = interp.new_dict(
        [(Key(n), find(interp, value, n) or UNBOUND) for n in record.fields if not n.startswith("#")]
    )
    made.site.shows = record.cls
    return made


def show(interp: Interpreter, record: ClassRecord) -> None:
    """Notes that an instance's ``__dict__`` is kept apart from it."""
    record.shown = True
    _check_shown(interp, record)


def _check_shown(interp: Interpreter, record: ClassRecord) -> None:
    if record.shown and record.assigned:
        open_objects.open_class(interp, record.cls)
        interp.refuse(
            f"the __dict__ of a {record.cls.__name__} is kept apart from the object, whose attributes change",
            "make a copy where it is kept: dict(vars(x))",
        )


def _of_member(interp: Interpreter, record: ClassRecord, value: Dynamic, name: str) -> Abstract | None:
    """An attribute of a member of an Enum: its name and value are at hand, others are those of whichever it is."""
    slot = {"name": "name", "_name_": "name", "value": "value", "_value_": "value"}.get(name)
    if slot is not None:
        return _field(interp, record, value, slot, _MISSING)
    if not hasattr(next(iter(record.cls)), name):
        return None
    if record.value_type is not None and inspect.isroutine(_of_plain(record.cls, name)):
        return interp.getattr(plain(interp, value), name)  # a method of str or int
    return choose(interp, value, lambda member: interp.getattr(Static(member), name))


def _of_plain(cls: Any, name: str) -> Any:
    """What an Enum's members have from str or int under a name, unless a class of the user's has something else."""
    owner = next(one for one in cls.__mro__ if name in vars(one))
    return vars(owner)[name] if owner in (str, int) else None


def choose(interp: Interpreter, value: Dynamic, use: Any) -> Abstract:
    """``use`` of the member of an Enum that ``value`` turns out to be."""
    record = records.of_type(value.type)
    assert record is not None
    members = list(record.cls)

    def from_index(index: int) -> Abstract:
        if index == len(members) - 1:
            result: Abstract = use(members[index])
            return result
        held = interp.op("py::is", value, lift_static(interp, members[index]), result=ty.BOOL)
        return interp.branch(interp.lift(held), lambda: use(members[index]), lambda: from_index(index + 1))

    return from_index(0)


def set_(interp: Interpreter, target: Dynamic, name: str, value: Abstract) -> None:
    """``target.name = value`` of a run-time object; ``UNBOUND`` deletes it."""
    record = records.of_type(target.type)
    assert record is not None
    record.assigned = True
    _check_copies(interp, record)
    _check_shown(interp, record)
    if value is UNBOUND:
        held = interp.constant(None, ty.UNBOUND)
    elif not interp.can_lift(value):
        _escape_slot(interp, record, name, value)
        return
    else:
        held = interp.escape(value)
    note(interp, record, name, held.type)
    interp.op("py::object_set", target, record.slot(name), held)
    # Any other name may be one of the same object.
    for key in [k for k in interp.cache.slots if isinstance(k, tuple) and k[1] == name]:
        del interp.cache.slots[key]
    if value is not UNBOUND:
        interp.cache.slots[target.value, name] = value if isinstance(value, Static) else Dynamic(held)


# --- tuples and Enums -----------------------------------------------------------------------------------------------


def lift_tuple(interp: Interpreter, value: TupleValue, operands: list[Value]) -> Value:
    """A tuple of its elements' values: a NamedTuple where it is one."""
    types = [states.lent_type(interp, item, operand) for item, operand in zip(value.items, operands, strict=True)]
    packed = interp.build("tuple", operands, [ty.tuple_of(*types)]).result
    if not records.tuple_fields(value.cls):
        return packed
    type_ = records.named_tuple_type(value.cls, *types)
    cls = interp.constant(ClassRef(type_.cls), ty.ANY)
    return interp.build("py::named_tuple", [cls, packed], [type_]).result


def tuple_of(interp: Interpreter, value: Dynamic) -> TupleValue | None:
    """A run-time NamedTuple as its elements; None for any other value."""
    record = records.of_type(value.type) if isinstance(value.type, ty.Generic) else None
    if record is None:
        return None
    return TupleValue(tuple(interp.items(value) or ()), record.cls)


def plain(interp: Interpreter, value: Abstract) -> Abstract:
    """The int or str that a run-time member of an IntEnum, IntFlag or StrEnum is as well; any other value is itself."""
    if isinstance(value, ObjectValue) and issubclass(value.cls, IntFlags):
        if value.reference is None:
            return value.slots["value"]
        value = Dynamic(value.reference)
    if not isinstance(value, Dynamic) or not isinstance(value.type, ty.ClassType):
        return value
    record = records.of_type(value.type)
    if record is None or record.value_type is None:
        return value
    return interp.op("py::object_get", value, record.slot("value"), result=record.value_type)


def member_by_value(interp: Interpreter, cls: Any, value: Abstract) -> Abstract:
    """``Color(value)`` for a value that is only known when the program runs."""
    from . import containers
    from .rules.builtins import format_value

    record = records.of_type(interp.type_of(value))
    if record is not None and record.cls is cls:
        return value
    found = interp.new_dict()
    found.slots = {Key(member.value): Static(member) for member in cls}
    value = plain(interp, value)
    if not interp.is_static(value):
        interp.escape(found)  # its values are members, not the numbers or texts that they are as well
    known = interp.truth(containers.contains(interp, found, value))

    def fail() -> Abstract:
        text = format_value(interp, value, "r", Static(""))
        interp.raise_(ValueError, interp.binary("add", text, Static(f" is not a valid {cls.__qualname__}")))

    def missing() -> Abstract:
        if not isinstance(cls._missing_.__func__, types.FunctionType) or cls._missing_.__module__ == "enum":
            fail()
        made = interp.call(Static(cls._missing_), [value])
        nothing = interp.truth(interp.compare("is", made, NONE))
        if isinstance(nothing, bool):
            return fail() if nothing else made
        assert isinstance(made, Dynamic)
        return interp.branch(nothing, fail, lambda: interp.narrow(made, ty.without(made.type, ty.NONE)))

    if isinstance(known, bool):
        return interp.getitem(found, value) if known else missing()
    return interp.branch(known, lambda: interp.getitem(found, value), missing)
