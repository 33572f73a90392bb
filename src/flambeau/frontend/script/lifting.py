"""From abstract values to IR values, types and Python objects, and back."""

from __future__ import annotations

import ast
import enum
import inspect
import operator
import random
import sys
from collections import Counter, OrderedDict, defaultdict, deque
from collections.abc import Collection
from fractions import Fraction
from typing import TYPE_CHECKING, Any, NoReturn

from ... import types as ty
from ...ir import Value
from ...stdlib.collecting import FrozenSet
from . import asking, diagnosis, nesting, objects, records, states, suspended
from .values import (
    DYN,
    NONE,
    Abstract,
    AttributesValue,
    BoundMethod,
    Builtin,
    Choice,
    Conflict,
    Container,
    DictValue,
    Dynamic,
    Frame,
    FunctionValue,
    Generator,
    Key,
    ListValue,
    Mutable,
    ObjectValue,
    RangeValue,
    SetValue,
    Site,
    SliceValue,
    Static,
    TupleValue,
    UnboundType,
    fits,
    is_run_time,
)  # fmt: skip

if TYPE_CHECKING:
    from .heap import State
    from .interpreter import Interpreter

COPIED = 32  # a longer container from outside is copied from a constant, not built element by element
NUMPY_DTYPES = frozenset(
    "bool uint8 int8 uint16 int16 uint32 int32 uint64 int64 float16 float32 float64 complex64 complex128".split()
)
MEMORY_FORMATS = {"contiguous_format": 0, "preserve_format": 1, "channels_last": 2, "channels_last_3d": 3}
KEEP = "use it where it is known, for instance on each path by itself, and keep tensors, numbers or strings"
_TAGS = {
    "None": "NoneType", "List": "list", "Dict": "dict", "Set": "set", "Tuple": "tuple", "TupleOf": "tuple",
    "Tensor": "Tensor", "Generator": "generator",
}  # fmt: skip


_CONTAINERS = frozenset({list, dict, set, frozenset})
_SUBCLASSED = (list, dict, set, deque, bytearray)

_SCALARS: dict[type, ty.Type] = {
    bool: ty.BOOL, int: ty.INT, float: ty.FLOAT, complex: ty.COMPLEX, str: ty.STR, bytes: ty.BYTES,
    slice: ty.SLICE, range: ty.RANGE, type(Ellipsis): ty.ELLIPSIS, UnboundType: ty.UNBOUND,
}  # fmt: skip


def torch_class(value: object, name: str) -> bool:
    """Whether ``value`` is an instance of ``torch.<name>``, without importing torch."""
    torch: Any = sys.modules.get("torch")
    if torch is None:
        return False
    return isinstance(value, torch.nn.Module if name == "nn.Module" else getattr(torch, name))


def numpy_type(value: object) -> ty.Type | None:
    """The type of one of NumPy's arrays, scalars or dtypes, without importing NumPy; None for anything else."""
    numpy = sys.modules.get("numpy")
    if numpy is None or not isinstance(value, (numpy.ndarray, numpy.generic, numpy.dtype)):
        return None
    held: Any = value
    dtype = held if isinstance(held, numpy.dtype) else held.dtype
    if dtype.name not in NUMPY_DTYPES or not dtype.isnative:
        return None
    if held is dtype:
        return ty.ARRAY_DTYPE
    return ty.ArrayType(dtype.name, held.ndim, "array" if isinstance(held, numpy.ndarray) else "scalar")


def is_plain_tuple(type: ty.Type) -> bool:
    """Whether a type is of tuples of one length, and no NamedTuple."""
    return isinstance(type, ty.Generic) and type.name == "Tuple" and not type.cls


def tag_name(type: ty.Type) -> str:
    """The run-time tag of a type that isn't a union."""
    if isinstance(type, ty.TensorType):
        return "Tensor"
    if isinstance(type, ty.ArrayType):
        return "Array"
    if isinstance(type, ty.ClassType):
        return type.name
    if isinstance(type, ty.Generic) and type.cls:
        return type.cls
    name = type.name if isinstance(type, (ty.Simple, ty.Generic)) else str(type)
    return _TAGS.get(name, name)


def type_of(interp: Interpreter, value: Abstract) -> ty.Type:
    """The type that ``value`` has, or would have once lifted to be read."""
    if isinstance(value, Static) and isinstance(value.value, enum.Enum) and isinstance(value.value, (int, str)):
        return ty.INT if isinstance(value.value, int) else ty.STR
    return type_of_in(interp, value, {})


def type_of_in(interp: Interpreter, value: Abstract, state: State) -> ty.Type:
    """The same in a captured state; what isn't in ``state`` is taken as it is now."""
    if isinstance(value, Dynamic):
        return value.type
    if isinstance(value, Static):
        return type_of_python(value.value)
    if isinstance(value, TupleValue):
        if _is_size_class(value.cls):
            return ty.SIZE
        return records.named_tuple_type(value.cls, *(type_of_in(interp, item, state) for item in value.items))
    if isinstance(value, Container):
        return _container_type(interp, value, state)
    if isinstance(value, SliceValue):
        return ty.SLICE
    if isinstance(value, RangeValue):
        return ty.RANGE
    if is_iterator(value):
        return ty.generator_of(ty.ANY, ty.ANY)
    if isinstance(value, ObjectValue):
        if issubclass(value.cls, BaseException):
            return ty.EXCEPTION
        return records.class_type(value.cls)
    return ty.ANY


def _container_type(interp: Interpreter, value: Container, state: State) -> ty.Type:
    slots = state.get(value, value.slots)
    reference = slots.get(DYN)
    if isinstance(reference, Dynamic):
        return reference.type
    sites = frozenset({value.site})
    held = ty.union(*(type_of_in(interp, v, state) for k, v in slots.items() if k is not DYN))
    if isinstance(value, ListValue):
        return ty.Generic("List", (held,), sites)
    if reference is not None:  # some of its keys may be missing
        held = ty.without(held, ty.UNBOUND)
    keys = ty.union(*(type_of_python(k.value) for k in slots if k is not DYN))
    return ty.Generic("Set", (keys,), sites) if isinstance(value, SetValue) else ty.Generic("Dict", (keys, held), sites)


def is_iterator(value: Abstract) -> bool:
    """Whether a value is a generator or iterator of the compiler's, which can be a suspended one instead."""
    return isinstance(value, Generator) or hasattr(value, "progress")


def _is_size_class(cls: type) -> bool:
    return cls.__name__ == "Size" and cls.__module__ == "torch"


def type_of_python(value: object) -> ty.Type:
    """The type of a Python object; ANY where the program has none for it."""
    if value is None:
        return ty.NONE
    found = _SCALARS.get(type(value))
    if found is not None:
        return found
    array = numpy_type(value)
    if array is not None:
        return array
    if isinstance(value, enum.Enum) and records.is_instance_class(records.class_of_instance(value)):
        return records.class_type(records.class_of_instance(value))
    if torch_class(value, "Tensor"):
        tensor: Any = value
        if str(tensor.layout) != "torch.strided":
            return ty.ANY
        return ty.TensorType(str(tensor.dtype).removeprefix("torch."), tensor.dim())
    if torch_class(value, "Size"):
        return ty.SIZE
    if is_container_instance(value):
        return records.class_type(records.class_of_instance(value))
    if isinstance(value, tuple):
        return records.named_tuple_type(type(value), *map(type_of_python, value))
    if isinstance(value, list):
        return ty.list_of(_type_of_all(value))
    if isinstance(value, set):
        return ty.set_of(_type_of_all(value))
    if isinstance(value, frozenset):
        return records.class_type(FrozenSet)
    if isinstance(value, dict):
        return ty.dict_of(_type_of_all(value), _type_of_all(value.values()))
    if torch_class(value, "dtype"):
        return ty.DTYPE
    if torch_class(value, "device"):
        return ty.DEVICE
    if torch_class(value, "memory_format") or torch_class(value, "layout") or isinstance(value, int):
        return ty.INT
    if isinstance(value, (float, str)):
        return ty.FLOAT if isinstance(value, float) else ty.STR
    return records.class_type(records.class_of_instance(value)) if is_instance(value) else ty.ANY


def is_instance(value: object) -> bool:
    """Whether a Python object can become an object of the program: a user's own, nothing but its attributes."""
    cls = records.class_of_instance(value)
    library = (cls.__module__ or "").partition(".")[0]
    if isinstance(value, random.Random):
        return type(value) is not random.SystemRandom
    if type(value) in (Counter, OrderedDict, defaultdict, deque, bytearray):
        return all(map(_liftable_object, base_items(value)))
    of_python = (
        library in sys.stdlib_module_names
        and library != "__main__"
        and cls is not object
        and not isinstance(value, Fraction)
    )
    if of_python or not records.is_instance_class(cls):
        return False
    if library == "torch" or any(base.__module__.startswith("torch.nn") for base in cls.__mro__):
        return False
    return isinstance(value, enum.Enum) or all(map(_liftable_object, objects.attributes_of(value).values()))


def is_container_instance(value: object) -> bool:
    """Whether a Python object is an instance of a class that inherits from a container, and can be the program's."""
    return isinstance(value, _SUBCLASSED) and type(value) not in _CONTAINERS and is_instance(value)


def holds_containers(value: object) -> bool:
    """Whether an instance can be changed with none of its attributes assigned: it holds containers, or is one."""
    held = asking.parts(value)
    return is_container_instance(value) or any(type(one) in _CONTAINERS or is_container_instance(one) for one in held)


def base_items(value: Any) -> list[object]:
    """What a container holds: a dict's keys and values."""
    return [*value, *value.values()] if isinstance(value, dict) else list(value)


def _type_of_all(values: Collection[object]) -> ty.Type:
    """The join of the elements' types; a vocabulary of many is of few classes."""
    classes = set(map(type, values))
    if classes <= _SCALARS.keys():
        return ty.union(*(_SCALARS[c] for c in classes))
    return ty.union(*set(map(type_of_python, _of_each_kind(values, classes))))


def _of_each_kind(values: Collection[object], classes: set[type]) -> Collection[object]:
    """One of each where all are tuples of scalars, such as the many pairs that a tokenizer merges; else all."""
    if classes != {tuple}:
        return values
    kinds = {tuple(map(type, value)): value for value in values}  # type: ignore[call-overload]
    return kinds.values() if all(_SCALARS.keys() >= set(kind) for kind in kinds) else values


def element_type(type: ty.Type) -> ty.Type:
    """What a dynamic container holds (a dict: its keys)."""
    if type in (ty.SIZE, ty.RANGE):
        return ty.INT
    if type == ty.STR:
        return ty.STR
    if type == ty.BYTES:
        return ty.INT
    if isinstance(type, ty.TensorType):
        return ty.TENSOR
    if isinstance(type, ty.ArrayType):
        rank = None if type.rank is None else max(type.rank - 1, 0)
        return ty.ArrayType(type.dtype, rank, {None: "", 0: "scalar"}.get(rank, "array"))
    if not isinstance(type, ty.Generic):
        return ty.ANY
    if type.name == "Tuple":
        return ty.union(*nesting.elements(type))
    return nesting.elements(type)[0]


def value_type(type: ty.Type) -> ty.Type:
    """What a dynamic dict's values are."""
    if not isinstance(type, ty.Generic) or type.name != "Dict":
        return ty.ANY
    return nesting.elements(type)[1]


# What types were settled to, by their ids and what they lie within, each with the type that has the id. It is right as
# long as no site changes: `_settled_at` says when it was begun.
_settled: dict[tuple[int, frozenset[Site]], tuple[ty.Type, ty.Type]] = {}
_settled_at = -1


def settle(type: ty.Type, within: frozenset[Site] = frozenset()) -> ty.Type:
    """A type with everything that its sites have been found to hold, at the end of a compilation. Of a container that
    lies ``within`` others of its site: that it holds anything."""
    global _settled_at
    if not isinstance(type, (ty.UnionType, ty.Generic)):
        return type
    if _settled_at != Site.changes:
        _settled.clear()
        _settled_at = Site.changes
    found = _settled.get((id(type), within))
    if found is None:
        found = _settled[id(type), within] = type, _settle(type, within)
    return found[1]


def _settle(type: ty.UnionType | ty.Generic, within: frozenset[Site]) -> ty.Type:
    if isinstance(type, ty.UnionType):
        return ty.union(*(settle(member, within) for member in type.members))
    knots = {site for site in nesting.sites_of(type) if site.holds_itself}
    arguments = list(nesting.elements(type))
    if knots & within:  # keys say what they are all the same
        keys = arguments[0] if type.name == "Dict" and not nesting.nests(arguments[0]) else ty.ANY
        arguments = [keys, *[ty.ANY] * (len(arguments) - 1)]
    settled = tuple(settle(argument, within | knots) for argument in arguments)
    return ty.Generic(type.name, settled, cls=type.cls, record=type.record)


def can_lift(value: Abstract, state: State, within: frozenset[Abstract] = frozenset()) -> bool:
    """Whether a register can hold ``value``, which lies ``within`` these containers and objects."""
    if isinstance(value, Dynamic):
        return True
    if isinstance(value, Static):
        return _liftable_object(value.value)
    if isinstance(value, TupleValue):
        return all(can_lift(v, state, within) for v in value.items)
    if isinstance(value, SliceValue):
        return all(can_lift(v, state, within) for v in (value.start, value.stop, value.step))
    if isinstance(value, RangeValue):
        return True
    if isinstance(value, Container):
        slots = state.get(value, value.slots)
        inner = within | {value}
        if value in within or is_run_time(slots):
            return True
        return all(can_lift(v, state, inner) for k, v in slots.items() if k is not DYN)
    if isinstance(value, ObjectValue):
        return issubclass(value.cls, BaseException) or objects.can_lift(value, state, within)
    return is_iterator(value) and hasattr(value, "node")


def _liftable_object(value: object) -> bool:
    if is_container_instance(value):
        return True
    if isinstance(value, (tuple, list, set, frozenset)):
        classes = set(map(type, value))
        if int in classes and any(type(v) is int and not fits(v) for v in value):
            return False
        return classes <= _SCALARS.keys() or all(map(_liftable_object, _of_each_kind(value, classes)))
    if isinstance(value, dict):
        return _liftable_object(list(value)) and _liftable_object(list(value.values()))
    return type_of_python(value) != ty.ANY and (type(value) is not int or fits(value))


def _bound(interp: Interpreter, value: Abstract) -> Abstract:
    """A bound of a slice; of one that the program keeps an int, where an array or tensor stands for it."""
    if isinstance(interp.type_of(value), (ty.ArrayType, ty.TensorType)):
        return interp.call(Static(operator.index), [value])
    return value


def lift(interp: Interpreter, value: Abstract, escaping: bool) -> Value:
    """An IR value for ``value``; see ``Interpreter.lift`` and ``Interpreter.escape``."""
    if isinstance(value, Dynamic):
        return value.value
    if isinstance(value, Static):
        slot = interp.states.objects.get(id(value.value))
        if slot is not None:
            return lift(interp, states.read(interp, slot), escaping)
        return _lift_python(interp, value.value, escaping)
    if isinstance(value, TupleValue):
        operands = [lift_part(interp, item, escaping) for item in value.items]
        if _is_size_class(value.cls):
            listed = interp.build("list", operands, [ty.list_of(ty.INT)]).result
            return interp.build("py::size", [listed], [ty.SIZE]).result
        return objects.lift_tuple(interp, value, operands)
    if isinstance(value, AttributesValue) and escaping:
        return _lift_attributes(interp, value)
    if isinstance(value, Container):
        return _lift_container(interp, value, escaping)
    if isinstance(value, SliceValue):
        parts = [lift(interp, _bound(interp, v), escaping) for v in (value.start, value.stop, value.step)]
        return interp.build("py::slice", parts, [ty.SLICE]).result
    if isinstance(value, RangeValue):
        bounds = [lift(interp, v, escaping) for v in (value.start, value.stop, value.step)]
        return interp.build("py::range", bounds, [ty.RANGE]).result
    if isinstance(value, ObjectValue):
        if issubclass(value.cls, BaseException):
            from . import exceptions

            return exceptions.lift(interp, value)
        if objects.can_lift(value, {}, frozenset()):
            return objects.materialise(interp, value)
    if is_iterator(value):
        suspended.step(interp, getattr(value, "node", None))
    held = keep(interp, value) if escaping or isinstance(value, Choice) else None
    if held is not None:
        return held
    if isinstance(value, Conflict):
        diagnosis.refuse_conflict(interp, value, "", "give it a value of one kind on every path")
    captures = "give it what it reads of the functions around it as default arguments: lambda x, scale=scale: ..."
    fix = captures if isinstance(value, FunctionValue) else KEEP
    interp.refuse(f"{describe(value)} can't be kept in a value that is only known when the program runs", fix)


def may_keep(value: Abstract) -> bool:
    from . import kept

    return kept.may_keep(value)


def keep(interp: Interpreter, value: Abstract) -> Value | None:
    from . import kept

    return kept.keep(interp, value)


def holds_mutable(value: Abstract) -> bool:
    """Whether a container of known shape holds others that the program may change."""
    if isinstance(value, Container):
        parts = () if value.is_run_time else value.slots.values()
        return any(isinstance(part, Mutable) or holds_mutable(part) for part in parts)
    return isinstance(value, TupleValue) and any(isinstance(p, Mutable) or holds_mutable(p) for p in value.items)


def may_hold_parts(type: ty.Type) -> bool:
    return type == ty.ANY or any(isinstance(m, (ty.Generic, ty.ClassType)) for m in ty.members(type))


def lift_part(interp: Interpreter, value: Abstract, escaping: bool = False) -> Value:
    """What a container holds, which may be picked out of it, or a KeyError names: a member of an IntEnum is no int
    then."""
    is_member = isinstance(value, Static) and isinstance(value.value, enum.Enum)
    return lift(interp, value, escaping or is_member)


def _lift_python(interp: Interpreter, value: Any, escaping: bool) -> Value:
    if isinstance(value, UnboundType):
        return interp.build("py::unbound", [], [ty.UNBOUND]).result
    if not _liftable_object(value):
        held = keep(interp, Static(value)) if escaping or inspect.isclass(value) else None
        if held is not None:
            return held
        interp.refuse(
            f"{describe(Static(value))} can't be kept in a value that is only known when the program runs", KEEP
        )
    type = type_of_python(value)
    if type == ty.ARRAY_DTYPE or isinstance(type, ty.ArrayType):
        return _lift_numpy(interp, value, type)
    if torch_class(value, "memory_format"):
        return interp.constant(MEMORY_FORMATS[str(value).removeprefix("torch.")], ty.INT)
    if torch_class(value, "layout"):
        return interp.constant(0, ty.INT)
    if isinstance(type, ty.ClassType):
        if isinstance(value, (int, str)) and not escaping:
            return _lift_python(interp, int(value) if isinstance(value, int) else str.__str__(value), escaping)
        if isinstance(value, frozenset):
            return interp.escape(interp.call(Static(FrozenSet), [set_like(interp, value)]))
        return objects.lift_static(interp, value)
    if isinstance(value, range):
        return interp.lift(interp.op("py::range", value.start, value.stop, value.step, result=ty.RANGE))
    if isinstance(value, slice):
        return lift(interp, SliceValue(Static(value.start), Static(value.stop), Static(value.step)), escaping)
    if type == ty.SIZE:
        return interp.build("py::size", [interp.constant(tuple(value), ty.list_of(ty.INT))], [ty.SIZE]).result
    if isinstance(value, list) and not escaping and _plain(value):
        return interp.constant(tuple(value), ty.list_of(ty.union(*map(type_of_python, value))))
    if isinstance(value, (list, dict, set)) and not escaping:
        return states.lend_parts(interp, value, _lift_table(interp, value, type))
    if isinstance(value, (list, dict, set)):
        return states.lend(interp, value, _copy_of_outside(interp, value, type))
    if isinstance(value, tuple) and (not _plain(list(value)) or records.tuple_fields(value.__class__)):
        made = lift(interp, TupleValue(tuple(map(Static, value)), value.__class__), escaping)
        return made if escaping else states.lend_parts(interp, value, made)
    return interp.constant(int(value) if isinstance(value, enum.IntFlag) else value, type)


def _copy_of_outside(interp: Interpreter, value: Any, type: ty.Type) -> Value:
    if len(value) > COPIED and isinstance(type, ty.Generic):
        if all(isinstance(t, ty.Simple) and t != ty.ANY for arg in type.args for t in ty.members(arg)):
            return _copy_constant(interp, value, type)
    depth = interp.depth
    interp.depth += 1  # what is made here may hold it, so that its site is another one
    try:
        copy = _shallow(interp, value)
        interp.depth += 1  # and what it holds is lent one by one, and has sites of its own
        return lift(interp, copy, True)
    finally:
        interp.depth = depth


def _shallow(interp: Interpreter, value: Any) -> Container:
    """A new container with the very things that one from outside holds."""
    if isinstance(value, dict):
        return interp.new_dict((Key(k), Static(v)) for k, v in value.items())
    if isinstance(value, set):
        return set_like(interp, value)
    return interp.new_list(map(Static, value))


def _copy_constant(interp: Interpreter, value: Any, type: ty.Generic) -> Value:
    """A container of its own with the many elements of one from outside."""
    held = interp.constant(_frozen(value), type)
    site = interp.site()
    interp.widen(site, *type.args)
    return interp.build(
        f"py::{type.name.lower()}_copy", [held], [ty.Generic(type.name, type.args, frozenset({site}))]
    ).result


def to_look_in(interp: Interpreter, value: Abstract) -> Abstract:
    """What ``in`` looks an element up in: a constant set for a known frozenset."""
    if not isinstance(value, Static) or type(value.value) is not frozenset:
        return value
    held = _reachable(value.value)
    if _frozen(held) is None:
        return set_like(interp, held)
    return Dynamic(_lift_table(interp, held, ty.set_of(_type_of_all(held))))


def _lift_table(interp: Interpreter, value: Any, type: ty.Type) -> Value:
    """A container that is only read: a constant, where all that it holds is plain, made once for each."""
    key = (type, id(value), len(value))
    found = interp.tables.get(key)
    if found is None:
        frozen = _frozen(value)
        if frozen is None:
            return lift(interp, wrap(interp, _reachable(value)), False)
        found = interp.tables[key] = (interp.constant(frozen, type), value)
    return found[0]


def _reachable(table: Any) -> Any:
    """``table`` less the keys that no value of a program equals: dtypes that Flambeau doesn't have."""
    import torch

    foreign = [k for k in table if isinstance(k, torch.dtype) and str(k).removeprefix("torch.") not in ty.DTYPES]
    if foreign and isinstance(table, (set, frozenset)):
        return table.difference(foreign)
    if not foreign or not isinstance(table, dict):
        return table
    return {k: v for k, v in table.items() if k not in foreign}


def _frozen(value: Any, within: bool = False) -> Any:
    """The form in which the IR holds a constant: tuples for containers, of pairs for a dict. None where it can't."""
    if within and type(value) in (frozenset, OrderedDict, defaultdict, Counter):
        return None  # the program has objects for these
    if value is None or type(value) in (bool, int, float, str, bytes):
        return value
    members = value.items() if type(value) in (dict, OrderedDict, defaultdict, Counter) else value
    if type(value) not in (tuple, list, set, frozenset) and members is value:
        return None
    frozen = tuple(_frozen(member, True) for member in members)
    return None if any(f is None and m is not None for f, m in zip(frozen, members)) else frozen


def _lift_numpy(interp: Interpreter, value: Any, type: ty.Type) -> Value:
    """A constant of NumPy's: a tensor or dtype of torch's that an operator takes for one of NumPy's."""
    import numpy
    import torch

    if not isinstance(type, ty.ArrayType):
        dtype = interp.constant(getattr(torch, value.name), ty.DTYPE)
        return interp.build("np::dtype", [dtype], [type]).result
    tensor = interp.kept(value, lambda: torch.from_numpy(numpy.array(value)))
    constant = interp.constant(tensor, type_of_python(tensor))
    scalar = interp.constant(type.kind == "scalar", ty.BOOL)
    return interp.build("np::constant", [constant, scalar], [type]).result


def _plain(values: list[Any]) -> bool:
    return all(v is None or type(v) in (bool, int, float, str) for v in values)


def _lift_attributes(interp: Interpreter, value: AttributesValue) -> Value:
    """An object's ``__dict__``, as a dict of its own."""
    objects.show(interp, records.record_of(value.owner.cls))
    made = interp.new_dict(value.slots.items())
    made.site.shows = value.owner.cls
    return lift(interp, made, True)


def _lift_container(interp: Interpreter, value: Container, escaping: bool) -> Value:
    reference = value.reference
    if reference is not None:
        return reference
    if isinstance(value, ListValue) and not escaping:
        items = value.items
        if all(isinstance(i, Static) for i in items) and _plain([i.value for i in items if isinstance(i, Static)]):
            return _lift_python(interp, [i.value for i in items if isinstance(i, Static)], False)
    if isinstance(value, (DictValue, SetValue)) and not escaping:
        table = _known_table(value)
        if table is not None:  # which isn't made anew wherever the program looks into it
            return interp.constant(*table)
    if value in interp.building:
        refuse_cycle(interp, value)
    interp.building.add(value)
    try:
        made = _build_container(interp, value, escaping)
    finally:
        interp.building.remove(value)
    if escaping:
        value.slots = {DYN: Dynamic(made)}
    return made


def refuse_cycle(interp: Interpreter, value: Container) -> NoReturn:
    interp.refuse(f"{describe(value)} holds itself", "keep it and what it holds in instances of a class")


def _known_table(value: DictValue | SetValue) -> tuple[Any, ty.Type] | None:
    """A dict or set of plain things as a constant holds it, and its type; None where it has anything else."""
    keys = [key.value for key in value.slots]
    if isinstance(value, SetValue):
        # An archive's set is made as this one where its elements come in the order in which they were added.
        if not keys or value.merged != 0 or value.in_order() != keys or not all(map(_is_plain_part, keys)):
            return None
        return _frozen(tuple(keys)), type_of_python(set(keys))
    held = [_plain_part(v) for v in value.slots.values()]
    if not keys or not all(map(_is_plain_part, [*keys, *held])):
        return None
    table = dict(zip(keys, held))
    return _frozen(table), type_of_python(table)


def _plain_part(value: Abstract) -> Any:
    """The Python object that is known now, tuples of such too; an abstract value where it isn't."""
    if isinstance(value, TupleValue) and value.cls is tuple:
        return tuple(map(_plain_part, value.items))
    return value.value if isinstance(value, Static) else value


def _is_plain_part(value: Any) -> bool:
    return all(map(_is_plain_part, value)) if type(value) is tuple else _plain([value])


def _build_container(interp: Interpreter, value: Container, escaping: bool) -> Value:
    site = value.site
    sites = frozenset({site}) if escaping else frozenset()
    held = value.slots.values() if not isinstance(value, SetValue) else ()
    elements = [lift_part(interp, v, escaping) for v in held]
    content = ty.union(*(states.lent_type(interp, v, e) for v, e in zip(held, elements, strict=True)))
    if isinstance(value, ListValue):
        if escaping:
            interp.widen(site, content)
        return interp.build("list", elements, [ty.Generic("List", (content,), sites)]).result
    keys = [lift_part(interp, Static(k.value), escaping) for k in value.slots]
    key = ty.union(*(k.type for k in keys))
    if isinstance(value, SetValue):
        if escaping:
            interp.widen(site, key)
        return _build_set(interp, value, keys, ty.Generic("Set", (key,), sites))
    if escaping:
        interp.widen(site, key, content)
    pairs = [v for pair in zip(keys, elements) for v in pair]
    return interp.build("dict", pairs, [ty.Generic("Dict", (key, content), sites)]).result


def _build_set(interp: Interpreter, value: SetValue, keys: list[Value], type: ty.Type) -> Value:
    if not value.lasts or value.merged == 0:
        return interp.build("set", keys, [type]).result
    if value.merged is None:
        first = interp.constant(_frozen(value.in_order()), type)
    else:
        first = interp.build("set", keys[: value.merged], [type]).result
    made = interp.build("py::set_copy", [first], [type]).result
    for key in keys[value.merged or len(keys) :]:
        interp.build("py::set_add", [made, key], [])
    return made


def set_like(interp: Interpreter, held: set[Any] | frozenset[Any]) -> SetValue:
    """A new set in the order of one of Python's, in a table of its size, too, where that can be told from its keys."""
    keys = list(held)
    made = interp.new_set(map(Key, keys))
    for entering, merged in ((keys, 0), (keys, len(keys)), (_entering(keys), 0)):
        made.slots, made.merged = dict.fromkeys(map(Key, entering), NONE), merged
        if not made.lasts or (made.in_order() == keys and sys.getsizeof(made.python()) == sys.getsizeof(held)):
            return made
    made.slots, made.merged = dict.fromkeys(map(Key, keys), NONE), None
    return made


def _entering(keys: list[Any]) -> list[Any]:
    """An order in which keys enter a set that comes in the order of ``keys``, if few tries find one."""
    entering = list(keys)
    for _ in range(8):
        made: set[Any] = set()
        for key in entering:
            made.add(key)
        early = next((key for key, wanted in zip(made, keys) if key is not wanted), None)
        if early is None:
            break
        # It has found its own place taken, so it entered before the other.
        entering.remove(early)
        entering.insert(0, early)
    return entering


def is_static(value: Abstract) -> bool:
    """Whether ``value`` is known now, down to its last part."""
    if isinstance(value, Static):
        return not isinstance(value.value, UnboundType)
    if isinstance(value, TupleValue):
        return all(map(is_static, value.items))
    if isinstance(value, SliceValue):
        return all(map(is_static, (value.start, value.stop, value.step)))
    if isinstance(value, Container):
        return DYN not in value.slots and all(map(is_static, value.slots.values()))
    return False


def python(value: Abstract) -> Any:
    """The Python object that a static value is. A container gives a copy."""
    if isinstance(value, Static):
        return value.value
    if isinstance(value, TupleValue):
        items = [python(v) for v in value.items]
        return value.cls(*items) if hasattr(value.cls, "_fields") else value.cls(items)
    if isinstance(value, SliceValue):
        return slice(python(value.start), python(value.stop), python(value.step))
    if isinstance(value, ListValue):
        return [python(v) for v in value.items]
    if isinstance(value, DictValue):
        return {k.value: python(v) for k, v in value.slots.items()}
    if isinstance(value, SetValue):
        return value.python()
    raise TypeError(f"{describe(value)} isn't static")


def wrap(interp: Interpreter, value: object, outside: Collection[int] = ()) -> Abstract:
    """A Python object that nobody else holds, as an abstract value; what it holds may be from ``outside``, by ids."""
    if id(value) in outside and isinstance(value, (list, dict, set)):
        return states.known(interp, value)
    if type(value) is set:
        return set_like(interp, value)
    if type(value) not in (list, dict, tuple):
        return Static(value)
    container: Any = value
    interp.depth += 1  # what a container holds has sites of its own
    parts = [wrap(interp, v, outside) for v in (container.values() if isinstance(value, dict) else container)]
    interp.depth -= 1
    if isinstance(value, list):
        return interp.new_list(parts)
    return TupleValue(tuple(parts)) if isinstance(value, tuple) else interp.new_dict(zip(map(Key, container), parts))


def describe(value: Abstract) -> str:
    """What a value is, in the words of a message."""
    if isinstance(value, Static):
        if isinstance(value.value, type):
            return f"the class {value.value.__name__}"
        if callable(value.value) and hasattr(value.value, "__qualname__"):
            return f"the function {value.value.__qualname__}"
        name = type(value.value).__name__
        beyond = " of more than 64 bits" if type(value.value) is int and not fits(value.value) else ""
        return f"{'an' if name[0] in 'aeiouAEIOU' else 'a'} {name}{beyond}"
    if isinstance(value, Dynamic):
        return f"a value of type {settle(value.type)}"
    if isinstance(value, Choice):
        return f"one of {len(value.members)} things, {describe(next(iter(value.members.values())))} for instance,"
    if isinstance(value, ObjectValue):
        return f"an instance of {value.cls.__name__}"
    if isinstance(value, (FunctionValue, BoundMethod, Builtin)):
        return "a function"
    names = {TupleValue: "a tuple", ListValue: "a list", DictValue: "a dict", SetValue: "a set", SliceValue: "a slice"}
    return names.get(type(value), "an iterator")


# --- which variables matter after a construct -----------------------------------------------------------------------

_READS: dict[ast.AST, dict[str, list[tuple[int, int]]]] = {}
_LOOPS: dict[ast.AST, list[ast.AST]] = {}


def _reads(root: ast.AST) -> dict[str, list[tuple[int, int]]]:
    """Where each name is read (or deleted) below ``root``; at the end too if a nested function reads it, which may be
    called anywhere."""
    found = _READS.get(root)
    if found is None:
        found = {}
        for node in ast.walk(root):
            if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Store):
                found.setdefault(node.id, []).append((node.lineno, node.col_offset))
            elif isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Name):
                found.setdefault(node.target.id, []).append((node.lineno, node.col_offset))
            elif isinstance(node, (ast.FunctionDef, ast.Lambda)) and node is not root:
                for name in {n.id for n in ast.walk(node) if isinstance(n, ast.Name)}:
                    found.setdefault(name, []).append((sys.maxsize, 0))
        _READS[root] = found
    return found


def _loops(root: ast.AST) -> list[ast.AST]:
    """The loops below ``root``."""
    found = _LOOPS.get(root)
    if found is None:
        found = _LOOPS[root] = [n for n in ast.walk(root) if isinstance(n, (ast.For, ast.While))]
    return found


def read_outside(frame: Frame, name: str, node: ast.AST, again: bool = True) -> bool:
    """Whether the function of ``frame`` reads ``name`` after ``node``: elsewhere, or, with ``again``, in it once more
    by a loop around."""
    root = frame.root
    if root is None or not hasattr(node, "lineno") or name.startswith("#"):
        return True
    places = _reads(root).get(name, ())
    if any(not _inside(place, node) for place in places):
        return True
    if not again:
        return False
    at: Any = node
    return bool(places) and any(loop is not node and _inside((at.lineno, at.col_offset), loop) for loop in _loops(root))


def _inside(place: tuple[int, int], node: Any) -> bool:
    return bool((node.lineno, node.col_offset) <= place < (node.end_lineno, node.end_col_offset))
