"""What outlives a call: attributes, globals, containers and tensors from outside that the program changes.

The first write to such a place gives it a **state slot**, and the compilation starts again, so that every read of the
place, earlier ones too, asks the slot. The running program holds the slots' values from call to call, one set for each
instance; a function named ``STATE`` makes the first ones. Reads and writes go to the slot at once, so that an exception
half-way leaves what Python would have left; what a slot holds on the current path is remembered besides, so that
``if self.cache is None: self.cache = ...`` narrows.
"""

from __future__ import annotations

import dataclasses
import enum
import io
import itertools
import random
import types
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, NoReturn

import numpy as np
import torch

from ... import types as ty
from ...ir import STATE, Block, Function, Op, Value, walk
from . import asking, lifting, objects, possible, records
from .heap import is_placed
from .values import NONE, UNBOUND, Abstract, Dynamic, Key, Restart, Site, Static, TupleValue

if TYPE_CHECKING:
    from .interpreter import Interpreter

MISSING = object()  # stands for the value of a place that nothing has been assigned to
_CHANGING = frozenset(
    {itertools.count, io.StringIO, io.BytesIO, torch.Generator}
)  # whose instances are made to be changed


class StateSlot:
    """One place: its number, what it holds before the first call, and the type of all that it ever holds."""

    def __init__(self, index: int, owner: object, initial: Any, name: str) -> None:
        self.index = index
        self.owner = owner  # kept alive: the place is known by its id
        self.initial = initial
        self.name = name
        self.site = Site(("state", index))


class Replaced:
    """What functional_call has put in the place of modules' tensors, by (id of the module, attribute)."""

    def __init__(self, values: dict[tuple[int, str], Abstract], number: int, made: Iterator[int]) -> None:
        self.values = values
        self.number = number  # of its own: functions that are compiled within are others than those around
        self._made = made

    @classmethod
    def nothing(cls) -> Replaced:
        made = itertools.count()
        return cls({}, next(made), made)

    def of(self, values: dict[tuple[int, str], Abstract]) -> Replaced:
        return Replaced(values, next(self._made), self._made)


class States:
    """All slots of a compilation, through its restarts. A place is (id of the owner, attribute), an object its id."""

    def __init__(self, allowed: bool = True) -> None:
        self.allowed = allowed  # a trace sees only some of the writes, so that it may have no state
        self.slots: list[StateSlot] = []
        self.places: dict[tuple[int, str], StateSlot] = {}
        self.objects: dict[int, StateSlot] = {}
        # Classes of which instances from outside are changed as run-time objects: each such instance has a slot.
        self.owned: set[type] = set()
        # What containers that have slots hold from outside, at any depth, which other containers may hold, too: by ids
        # containers, tensors and arrays, and of each class an instance.
        self.parts: dict[int, object] = {}
        self.instances: dict[type, object] = {}
        # What instances from outside of classes that inherit from a container hold, each with its instance.
        self.inner: dict[int, tuple[object, object]] = {}
        # Classes of which two places need the same instance from outside: such instances are made before all else.
        self.early: set[type] = set()
        # What scripted modules have given copies of, each with its owner: by the owner's id and the attribute.
        self.copies: dict[tuple[int, str], tuple[object, Any]] = {}
        # Of asking.is_changed, by ids of objects: with how many slots, what was found, and the object.
        self.reached: dict[int, tuple[int, bool, object]] = {}
        self._asked: dict[int, tuple[int, bool]] = {}  # of holds_changed: with how many slots, and what was found
        self.stepped: set[object] = set()  # the syntax of generators and iterators that are taken from piece by piece
        self.endless: set[object] = set()  # the syntax of loops of which too many passes have been unrolled
        self.boxed: set[tuple[object, str]] = set()  # variables that suspended generators share, by their functions
        self.sent: ty.Type = ty.NONE  # what suspended generators are resumed with
        self.throws = False  # whether exceptions are raised where they are suspended
        self.causes = False  # whether anything asks an exception what it was raised from
        self.exceptions: dict[str, type] = {}  # classes of the user's that were raised, by their full names
        self.raised: set[type] = set()  # the classes of the exceptions that the program makes
        self.attributes_asked = False  # whether an exception's attribute is read that depends on them
        self.carried: set[str] = set()  # attributes that are read of exceptions and that some of their classes have
        # Modules that were made while compiling, each with the class that the program calls; and those of these classes
        # whose instances it changes, so that it has to make them itself.
        self.made: dict[int, tuple[object, type]] = {}
        self.own_classes: set[type] = set()
        # What stands for standard output and standard error at first, where anything redirects them.
        self.redirected: dict[str, Abstract] = {}
        self.hooked: dict[int, Any] = {}  # by their ids, the modules that the program registers hooks with
        self.registered: dict[int, Any] = {}  # by their ids, the modules for which it registers new buffers
        self.exits = False  # whether anything is raised that is no Exception: SystemExit, say

    def add(self, owner: object, initial: Any, name: str) -> StateSlot:
        slot = StateSlot(len(self.slots), owner, initial, name)
        self.slots.append(slot)
        return slot

    def holds_changed(self, value: object) -> bool:
        """Whether a container from outside holds one that has a slot: then it is of the state too."""
        if not (self.objects or self.owned) or not isinstance(value, (list, tuple, dict)):
            return False
        count, found = self._asked.get(id(value), (-1, False))
        if count != len(self.slots):
            self._asked[id(value)] = len(self.slots), False  # which ends the search in what holds itself
            held = value.values() if isinstance(value, dict) else value
            found = any(self.is_changed(v) or type(v) in self.owned or self.holds_changed(v) for v in held)
            self._asked[id(value)] = len(self.slots), found
        return found

    def is_changed(self, value: object) -> bool:
        """Whether something from outside has a slot, or lies in what has one."""
        return id(value) in self.objects or id(value) in self.parts

    def note_parts(self, value: object) -> None:
        """Notes what something from outside that gets a slot holds."""
        for part in asking.parts(value):
            is_instance = lifting.is_instance(part)
            if is_instance:
                self.instances.setdefault(type(part), part)
            elif type(part) not in (list, dict, set, tuple) and _memory(part) is None:
                continue
            if id(part) not in self.parts:
                changes = not isinstance(part, tuple) and (not is_instance or lifting.holds_containers(part))
                if changes:
                    self.parts[id(part)] = part
                self.note_parts(part)


# --- reading --------------------------------------------------------------------------------------------------------


def known(interp: Interpreter, value: Any) -> Abstract:
    """A Python object from outside as the program sees it: what it holds now where the program changes it."""
    if value is None:
        return NONE
    slot = interp.states.objects.get(id(value))
    if isinstance(value, np.ndarray):
        interp.arrays_read[id(value)] = value
    if slot is None and is_owned(interp, value):
        return own(interp, value)
    changed = interp.states.is_changed(value) or interp.states.holds_changed(value)
    if slot is None and changed and interp.can_lift(Static(value)):
        return own(interp, value)
    return read(interp, slot) if slot is not None else Static(value)


def is_owned(interp: Interpreter, value: object) -> bool:
    """Whether an object from outside is state of the program as a whole: so is each of Python's random generators, and
    what is of no use but to be changed."""
    if type(value) in interp.states.owned or type(value) in _CHANGING:
        return True
    if id(value) in interp.states.parts and lifting.is_instance(value):
        return True
    return isinstance(value, random.Random) and type(value) is not random.SystemRandom


def adopt_class(interp: Interpreter, value: object) -> NoReturn:
    """Starts again, with all instances like ``value`` that come from outside as state of the program."""
    # In a stale attempt it may have been read before something else made its class a part of the state.
    if interp.states.allowed and (interp.stale or type(value) not in interp.states.owned):
        interp.states.owned.add(type(value))
        raise Restart
    interp.refuse(
        f"a {type(value).__name__} made before the program starts is changed by it", "make the object in the program"
    )


def find(interp: Interpreter, owner: object, name: str) -> Abstract | None:
    """``owner.name`` where that is a place of the program's state, or where functional_call has put something else."""
    replaced = interp.replaced.values.get((id(owner), name))
    if replaced is not None:
        return replaced
    places = interp.states.places
    if not places:
        return None
    slot = places.get((id(owner), name))
    if slot is None and name not in getattr(owner, "__dict__", {}):
        classes = owner.__mro__ if isinstance(owner, type) else type(owner).__mro__
        slot = next((places[id(c), name] for c in classes if (id(c), name) in places), None)
    if slot is None:
        return None
    cls = owner.__name__ if isinstance(owner, type) else type(owner).__name__
    return _bound(interp, slot, AttributeError, f"'{cls}' object has no attribute '{name}'")


def is_missing(interp: Interpreter, owner: object, name: str) -> Abstract | None:
    """Whether an attribute that the program sets isn't there yet, which the running program tells; None where it is."""
    slot = interp.states.places.get((id(owner), name))
    if slot is None or ty.UNBOUND not in ty.members(slot.site.element):
        return None
    held = read(interp, slot)
    return possible.is_unset(interp, held) if ty.UNBOUND in ty.members(interp.type_of(held)) else None


def _bound(interp: Interpreter, slot: StateSlot, error: type[Exception], message: str) -> Abstract:
    """What a slot holds; where the program may not have put anything there yet, it raises ``error`` if so."""
    held = read(interp, slot)
    if held is UNBOUND:
        interp.raise_(error, message)
    if not possible.may_be_unset(held) or interp.type_of(held) == ty.UNBOUND:
        return held
    found = possible.where_set(interp, held, lambda: interp.raise_(error, message))
    interp.cache.slots[slot.index] = found
    return found


def variable(interp: Interpreter, owner: object, name: str, value: Any, message: str) -> Abstract:
    """A variable from outside: ``name`` of the globals ``owner``, or the only one of a closure's cell. The program
    raises NameError with ``message`` once it has deleted it."""
    slot = interp.states.places.get((id(owner), name))
    if slot is None:
        return known(interp, value)
    return _bound(interp, slot, NameError, message)


def read(interp: Interpreter, slot: StateSlot) -> Abstract:
    remembered = interp.cache.slots.get(slot.index)
    if remembered is not None:
        return remembered
    slot.site.read = True
    held = interp.op("py::state_get", slot.index, result=slot.site.element)
    interp.cache.slots[slot.index] = held
    return held


# --- writing --------------------------------------------------------------------------------------------------------


def assign(interp: Interpreter, owner: object, name: str, value: Abstract) -> None:
    """``owner.name = value`` of a module, object or class from outside."""
    if (id(owner), name) in interp.replaced.values:
        interp.refuse(
            "a module assigns a tensor that functional_call has replaced", "let the module return the new tensor"
        )
    slot = interp.states.places.get((id(owner), name))
    if slot is None:
        initial = getattr(owner, name, MISSING)
        if isinstance(value, Static) and value.value is initial:
            return
        slot = _new_slot(interp, owner, initial, f"{type(owner).__name__}.{name}")
        interp.states.places[id(owner), name] = slot
    write(interp, slot, value)


def assign_global(interp: Interpreter, scope: dict[str, Any], name: str, value: Abstract) -> None:
    """``name = value`` of a variable that the function declares global."""
    slot = interp.states.places.get((id(scope), name))
    if slot is None:
        slot = _new_slot(interp, scope, scope.get(name, MISSING), name)
        interp.states.places[id(scope), name] = slot
    write(interp, slot, value)


def assign_cell(interp: Interpreter, cell: types.CellType, name: str, value: Abstract) -> None:
    """``name = value`` of a variable of an enclosing function that has returned before the program started."""
    slot = interp.states.places.get((id(cell), ""))
    if slot is None:
        slot = _new_slot(interp, cell, cell.cell_contents, name)
        interp.states.places[id(cell), ""] = slot
    write(interp, slot, value)


def own(interp: Interpreter, value: Any) -> Abstract:
    """A container, tensor or object from outside that the program is about to change: its slot's value."""
    return read(interp, keep(interp, value))


def keep(interp: Interpreter, value: Any) -> StateSlot:
    """The slot of such a thing."""
    if id(value) in interp.states.inner:
        adopt_class(interp, interp.states.inner[id(value)][1])
    slot = interp.states.objects.get(id(value))
    if slot is None:
        slot = _new_slot(interp, value, value, f"a {type(value).__name__}")
        interp.states.objects[id(value)] = slot
        interp.states.note_parts(value)
        interp.stale = True  # it may have been read as a constant
    return slot


def own_viewed(interp: Interpreter, array: Any) -> None:
    """Starts again where an array is a view of others that the program reads: with those as state, of which the running
    program takes the view."""
    memory, is_read = _memory(array), id(array) in interp.arrays_read
    others = [one for one in interp.arrays_read.values() if one is not array and _memory(one) == memory]
    viewed = [one for one in others if not is_read or one.nbytes > array.nbytes or _is_base(one, array)]
    for one in viewed:
        own(interp, one)
    if viewed:
        raise Restart


def _is_base(one: Any, array: Any) -> bool:
    """Whether an array is a view of that one, or of a view of it."""
    while array.base is not None and array.base is not one:
        array = array.base
    return array.base is one


def lend(interp: Interpreter, value: Any, copy: Value) -> Value:
    """Notes that ``copy`` stands for a container from outside, which no part of the program is known to change."""
    for site in getattr(copy.type, "sites", ()):
        if not any(known is value for known in site.outside):
            site.outside.append(value)
    if copy.op is not None:
        stand_for(interp, value, copy.op)
    return copy


def lend_parts(interp: Interpreter, value: Any, constant: Value) -> Value:
    """The same for what a container that is only read holds, which an index of the running program may pick out."""
    parts = _mutable_parts(value)
    if parts:
        interp.concrete.setdefault(constant, constant.type)
        constant.type = _with_sites(interp, constant.type, value, 0)
    if constant.op is not None:
        for part in parts:
            stand_for(interp, part, constant.op)
    return constant


def lent_type(interp: Interpreter, part: Abstract, made: Value) -> ty.Type:
    """The type of ``made`` as a part of a container that is only read: the same for a container from outside."""
    held = part.value if isinstance(part, Static) else None
    if not isinstance(held, (list, dict, set)) or id(held) in interp.states.objects:
        return made.type
    return _with_sites(interp, made.type, held, 0)


def _mutable_parts(value: Any) -> list[Any]:
    """The containers within one from outside, at any depth."""
    found = []
    for part in value.values() if isinstance(value, dict) else value:
        if isinstance(part, (list, dict, set, tuple)):
            found += [part, *_mutable_parts(part)] if not isinstance(part, tuple) else _mutable_parts(part)
    return found


def stand_for(interp: Interpreter, value: Any, op: Op) -> None:
    """Notes that ``op`` makes what the program has for ``value``. Two such would be two objects: then it is of the
    state."""
    other = interp.lent.get(id(value), op)
    if other is not op and is_placed(other) and interp.states.allowed:
        if lifting.is_container_instance(value):
            adopt_class(interp, value)
        own(interp, value)
    interp.lent[id(value)] = op


def _with_sites(interp: Interpreter, type: ty.Type, owner: Any, level: int) -> ty.Type:
    if isinstance(type, ty.UnionType):
        return ty.union(*(_with_sites(interp, member, owner, level) for member in type.members))
    if not isinstance(type, ty.Generic) or type.name not in ("List", "Dict", "Set", "Tuple"):
        return type
    args = tuple(_with_sites(interp, arg, owner, level + 1) for arg in type.args)
    if type.name == "Tuple":
        return dataclasses.replace(type, args=args)
    site = interp.sites.setdefault(("outside", id(owner), level), Site(("outside", id(owner), level)))
    site.outside = [owner]
    interp.widen(site, *args)
    return dataclasses.replace(type, args=args, sites=frozenset({site}))


def written(interp: Interpreter, type: ty.Type) -> None:
    """A run-time container of that type is changed: what it may be a copy of becomes part of the state instead."""
    for member in ty.members(type):
        for site in getattr(member, "sites", ()):
            for value in site.outside:
                _, instance = interp.states.inner.get(id(value), (value, None))
                if instance is None or not is_owned(interp, instance):  # else an earlier attempt lent it
                    own(interp, interp.owner_of(value) or value)


def write(interp: Interpreter, slot: StateSlot, value: Abstract) -> None:
    if not interp.can_lift(value):
        interp.refuse(
            f"{slot.name} is given {lifting.describe(value)}, which can't be kept from one call to the next",
            "keep tensors, numbers, strings, containers or objects of your own there",
        )
    if isinstance(value, Static) and lifting.torch_class(value.value, "Tensor"):
        value = own(interp, value.value)  # what the slot holds may be changed in place
    held = interp.escape(value)
    interp.widen(slot.site, held.type)
    interp.op("py::state_set", slot.index, held)
    interp.cache.slots[slot.index] = value if isinstance(value, Static) else Dynamic(held)


def _new_slot(interp: Interpreter, owner: object, initial: Any, name: str) -> StateSlot:
    if initial is not MISSING and not interp.can_lift(Static(initial)):
        interp.refuse(
            f"{name} is changed by the program, and holds {lifting.describe(Static(initial))} before it starts",
            "keep tensors, numbers, strings, containers or objects of your own there",
        )
    made = interp.states.made.get(id(owner))
    if made is not None:  # each run of the program makes one of its own
        interp.states.own_classes.add(made[1])
        raise Restart
    slot = interp.states.add(owner, initial, name)
    if initial is not MISSING:
        slot.site.element = _first_type(interp, slot, initial)
    else:
        slot.site.element = ty.UNBOUND
    interp.stale = True  # it may have been read as a constant
    return slot


def _first_type(interp: Interpreter, slot: StateSlot, initial: Any) -> ty.Type:
    """The type of what a slot holds at first, with the sites of its containers, which may be given more."""
    from .entry import learn_attributes

    learn_attributes(interp, initial, kept=True)
    return _type_of(interp, initial)


def _type_of(interp: Interpreter, held: Any) -> ty.Type:
    """The type of a value of the state. A container has one site wherever it is held: what is put into it by one way
    is found by every other."""
    from .entry import with_sites

    found = with_sites(interp, lifting.type_of_python(held), f"state {id(held)}")
    is_tuple = isinstance(held, tuple) and not lifting.torch_class(held, "Size")
    if (type(held) not in (list, dict) and not is_tuple) or not _mutable_parts(held):
        return found
    assert isinstance(found, ty.Generic)
    if is_tuple:
        return dataclasses.replace(found, args=tuple(_type_of(interp, part) for part in held))
    values = held.values() if isinstance(held, dict) else held
    element = ty.union(*(_type_of(interp, part) for part in values))
    return dataclasses.replace(found, args=(*found.args[:-1], element))


def forget(interp: Interpreter) -> None:
    """Nothing is known of the slots any more: a call or a path that isn't followed here may have written to them."""
    interp.cache.slots = {}


# --- the function that makes the first values -----------------------------------------------------------------------


def state_function(interp: Interpreter, values: Iterable[Any]) -> Function:
    """The function ``STATE``, which gives ``values`` anew each time it is called."""
    block = Block()
    interp.block = block
    shared: dict[int, tuple[object, Abstract]] = {}  # by ids of the objects, each with the object
    depth = interp.depth
    operands = [interp.escape(_fresh(interp, value, shared)) for value in values]
    interp.depth = depth
    returned = interp.build("tuple", operands, [ty.tuple_of(*(o.type for o in operands))]).result
    interp.build("return", [returned], [])
    return Function(STATE, block, returned.type, [])


def _fresh(interp: Interpreter, value: Any, shared: dict[int, tuple[object, Abstract]]) -> Abstract:
    """A value of the state's own: tensors and containers are copies, one for each object however often it is held."""
    if value is MISSING:
        return UNBOUND
    if id(value) in shared:
        return shared[id(value)][1]
    made: Abstract
    is_tuple = isinstance(value, tuple) and not lifting.torch_class(value, "Size")
    held = value.values() if isinstance(value, dict) else value if type(value) is list or is_tuple else ()
    parts = [_fresh(interp, item, shared) for item in held]
    interp.depth += 1  # each container has a site of its own: a list of lists isn't put into itself
    if lifting.torch_class(value, "Tensor"):
        made = interp.op("aten::clone", Static(value.detach()), NONE)
    elif isinstance(value, np.ndarray):
        made = interp.op("np::copy", Static(value.copy()), "K", result=lifting.type_of_python(value))
    elif isinstance(lifting.type_of_python(value), ty.ClassType) and not isinstance(value, enum.Enum):
        instance = interp.new_object(records.class_of_instance(value))
        shared[id(value)] = value, instance
        held = objects.attributes_of(value)
        instance.slots = {name: _fresh(interp, one, shared) for name, one in held.items()}
        made = instance
    elif type(value) is list:
        made = interp.new_list(parts)
    elif is_tuple:
        made = TupleValue(tuple(parts), type(value))
    elif isinstance(value, dict):
        made = interp.new_dict(zip(map(Key, value), parts))
    else:
        made = interp.wrap(value)
    shared[id(value)] = value, made
    return made


def check_separate(interp: Interpreter, blocks: Iterable[Block]) -> None:
    """Refuses where a constant of the program shares its memory with a tensor or array that the program changes."""
    owned = [slot.initial for slot in interp.states.slots if _memory(slot.initial) is not None]
    changed = {_memory(value) for value in owned}
    constants = (op.attrs.get("value") for block in blocks for op in walk(block) if op.name == "constant")
    read = [*constants, *interp.lifted_arrays()] if changed else []
    for value in read:
        if _memory(value) in changed and not any(value is one for one in owned if isinstance(one, np.ndarray)):
            kind, copied = ("a tensor", "clone") if lifting.torch_class(value, "Tensor") else ("an array", "copy")
            interp.refuse(
                f"{kind} that the program changes shares its memory with another one that it reads",
                f"give one of them memory of its own, with {copied}()",
            )


def _memory(value: Any) -> int | None:
    """Where the memory of a tensor or array begins; None for anything else."""
    if lifting.torch_class(value, "Tensor"):
        address: int = value.untyped_storage().data_ptr()
        return address
    if not isinstance(value, np.ndarray):
        return None
    while isinstance(value.base, np.ndarray):
        value = value.base
    begin: int = value.__array_interface__["data"][0]
    return begin
