"""What a compilation knows of the user's classes: one ``ClassRecord`` a class, with a ``Site`` for each attribute.

A record lives as long as the compilation, its restarts included, so that the types of attributes grow to a fixed point
as those of containers' elements do. ``record_of(cls)`` finds it; ``class_type(cls)`` is the type of its instances.
"""

from __future__ import annotations

import collections
import contextlib
import dataclasses
import enum
import functools
import inspect
import linecache
import reprlib
import sys
import types
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from typing import Any

from ... import types as ty
from ...errors import CompileError
from ...ir import classes as ir
from ...stdlib import (
    collecting,
    contexts,
    dates,
    draws,
    durations,
    flags,
    numpy_masked,
    numpy_objects,
    regular,
    stateful,
    times,
)
from ...stdlib.bytearrays import ByteArray
from . import nesting, own_equality, pictures
from .values import Abstract, Site

ATTRIBUTES = "__dict__"  # the one attribute of instances of an open class: see open_objects
ANY_NAME = "*"  # among the attributes that were looked for: one that only the running program knows


class ClassRecord:
    """One class: its name in the program, its kind, and the sites of its attributes in the order of their slots."""

    def __init__(self, name: str, cls: type, kind: int) -> None:
        self.name = name
        self.cls: Any = cls
        self.kind = kind
        self.fields: dict[str, Site] = {}
        self.constants: dict[str, Abstract] = {}  # attributes that no register can hold, the same in all instances
        self.optional: set[str] = set()  # attributes that some instance was made without
        self.expected: set[str] = set()  # attributes that were read as if every instance had them
        self.asked: set[str] = set()  # attributes that were looked for and not found
        self.copied: Any = None  # an object from outside that was copied into the program
        # Of the class of objects that stand for a function: makes it of the objects' attributes; and the class it has.
        self.kept: Callable[..., Abstract] | None = None
        self.kept_class: type | None = None
        self.varied: set[str] = set()  # attributes with functions that are not the same in all instances
        self.made = False  # whether run-time objects of it have been made
        self.assigned = False  # whether attributes of run-time objects are assigned
        self.observed = False  # whether the program asks which of run-time objects one is
        self.shown = False  # whether an instance's __dict__ has become a dict of its own
        self.open = False  # whether all attributes of an instance lie in its __dict__

    def open_up(self) -> None:
        """Makes the class an open one, of which nothing is known so far."""
        kept = {name: site for name, site in self.fields.items() if name in BASES.values()}
        self.__init__(self.name, self.cls, self.kind)  # type: ignore[misc]
        self.fields, self.open = kept, True

    def slot(self, name: str) -> int:
        return list(self.fields).index(name)

    @property
    def value_type(self) -> ty.Type | None:
        """The plain type that members of an IntEnum, IntFlag or StrEnum are of as well."""
        if issubclass(self.cls, flags.IntFlags):
            return ty.INT
        if self.kind != ir.ENUM or not issubclass(self.cls, (int, str)):
            return None
        return ty.INT if issubclass(self.cls, int) else ty.STR


# The containers that a user's class may inherit from, and the field of its instances that holds what is in them; no
# attribute can be named so.
BASES: dict[type, str] = {dict: "#dict", list: "#list", set: "#set"}
_WRITTEN_IN_C = (object, *BASES, collections.OrderedDict, collections.defaultdict)

# Classes that are written in C, or keep functions, and those of the stdlib that take their places in a program.
STANDING: dict[type, Any] = {
    cls.stands_for: cls
    for cls in (
        collecting.Deque,
        collecting.FrozenSet,
        collecting.Namespace,
        ByteArray,
        stateful.Count,
        stateful.StringIO,
        stateful.BytesIO,
        contexts.ExitStack,
        draws.Generator,
        durations.TimeDelta,
        dates.Date,
        dates.DateTime,
        dates.TimeZone,
        times.Time,
        regular.Compiled,
    )  # fmt: skip
}


# Those of NumPy's arrays that no operator takes.
ARRAYS = (numpy_objects.Texts, numpy_masked.Masked)


class Records(dict[type, ClassRecord]):
    """The records of a compilation by class, the classes that were made for functions which containers hold, and those
    of the program's ``class`` statements, by their places and what they were made with."""

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[object, type] = {}
        self.local: dict[object, list[tuple[dict[str, object], type]]] = {}


_records: ContextVar[Records] = ContextVar("records")


@contextlib.contextmanager
def recording(records: Records) -> Iterator[None]:
    """Makes ``records`` those that ``record_of`` finds."""
    token = _records.set(records)
    try:
        yield
    finally:
        _records.reset(token)


def classes_of_kept() -> dict[object, type]:
    """The classes whose instances stand for functions, by what tells one function from others."""
    return _records.get().kept


def local_classes(place: object) -> list[tuple[dict[str, object], type]]:
    """The classes that a ``class`` statement has made, each with what the names in it stood for."""
    return _records.get().local.setdefault(place, [])


def record_of(cls: type) -> ClassRecord:
    """The record of a class, made when it is first asked for."""
    records = _records.get()
    found = records.get(cls)
    if found is None:
        found = records[cls] = ClassRecord(_name(cls, records), cls, _kind(cls))
        for name in field_names(cls):
            found.fields[name] = Site(("attribute", found.name, name))
        if found.kind == ir.ENUM:
            _describe_enum(found)
        if issubclass(cls, flags.Flags):
            found.fields["value"] = Site(("attribute", found.name, "value"))
            found.fields["value"].element = ty.INT
    return found


def _name(cls: type, records: Records) -> str:
    """``module:Outer.Inner``; the module has a number where another class has that name already."""
    plain = getattr(cls, "known_as", None) or f"{cls.__module__}:{cls.__qualname__}"
    taken = {record.name for record in records.values()}
    name, number = plain, 1
    while name in taken:
        number += 1
        module, _, path = plain.partition(":")
        name = f"{module}#{number}:{path}"
    return name


def _kind(cls: type) -> int:
    if issubclass(cls, enum.Enum):
        return ir.ENUM
    return ir.NAMED_TUPLE if issubclass(cls, tuple) else ir.OBJECT


def field_names(cls: Any) -> tuple[str, ...]:
    """The attributes that a class is declared with: of a dataclass, a NamedTuple or one of torch.return_types."""
    if issubclass(cls, enum.Enum):
        return ("name", "value")
    if issubclass(cls, tuple):
        return tuple_fields(cls)
    return tuple(f.name for f in dataclasses.fields(cls)) if dataclasses.is_dataclass(cls) else ()


def tuple_fields(cls: Any) -> tuple[str, ...]:
    """The names of a NamedTuple's elements; none for a plain tuple."""
    fields = getattr(cls, "_fields", None)
    if fields is not None:
        return tuple(fields)
    # torch.return_types name their elements by descriptors in order.
    if cls.__module__ == "torch.return_types":
        probe: Any = cls(range(cls.n_fields))
        return tuple(sorted((n for n in dir(cls) if not n.startswith(("_", "n_"))
                             and isinstance(inspect.getattr_static(cls, n), types.MemberDescriptorType)),
                            key=lambda n: getattr(probe, n)))  # fmt: skip
    return ()


def _describe_enum(record: ClassRecord) -> None:
    from .lifting import type_of_python

    record.fields["name"].element = ty.STR
    values = ty.union(*(type_of_python(member.value) for member in record.cls))
    record.fields["value"].element = values


def adopt(info: ir.ClassInfo) -> None:
    """Takes over a class of a program that is copied into this one: its slots keep their numbers."""
    cls = info.python or type(info.name, (), {})
    if issubclass(cls, enum.Flag):
        cls = flags.flags_of(cls)
    record = record_of(cls)
    names = [name for name, _, _ in info.fields]
    record.open = record.open or ATTRIBUTES in names
    shared = list(record.fields)[: len(names)]
    if record.name != info.name or names[: len(shared)] != shared:
        raise CompileError(
            f"{info.name} has other attributes in this program than in one that it calls",
            fix="pass the object's attributes instead of the object",
        )
    for name, held, _ in info.fields:
        site = record.fields.setdefault(name, Site(("attribute", record.name, name)))
        site.element = ty.join(site.element, held)


def is_instance_class(cls: Any) -> bool:
    """Whether instances of a class can be values of a program: nothing but attributes, or a NamedTuple."""
    if issubclass(cls, tuple):
        return bool(tuple_fields(cls))
    if issubclass(cls, (enum.Flag, BaseException)):
        return False
    return issubclass(cls, enum.Enum) or is_plain_class(cls)


def is_plain_class(cls: type) -> bool:
    """Whether an instance is nothing but its attributes, and maybe a container: no other base class written in C."""
    return all(base in _WRITTEN_IN_C or _is_written_in_python(base) for base in cls.__mro__)


@functools.cache
def _is_written_in_python(cls: type) -> bool:
    """Whether a class comes of a class statement: one of an extension module keeps what it holds out of sight."""
    held = {v for v in vars(cls).values() if isinstance(v, types.GetSetDescriptorType) and v.__objclass__ is cls}
    return bool(cls.__flags__ & (1 << 9)) and {v.__name__ for v in held} <= {"__dict__", "__weakref__"}


def class_of_array(value: object) -> Any:
    """The class that one of NumPy's arrays of texts or objects is in the program; None for anything else."""
    numpy = sys.modules.get("numpy")
    if numpy is None or type(value) is not numpy.ndarray:
        return None
    array: Any = value
    return {"U": numpy_objects.Texts, "O": numpy_objects.objects_made_at("")}.get(array.dtype.kind)


def class_of_instance(value: Any) -> type:
    """The class whose instance a Python object is in the program."""
    if isinstance(value, enum.Flag):
        return flags.flags_of(type(value)) or type(value)
    array = class_of_array(value)
    if array is not None:
        return array  # type: ignore[no-any-return]
    if pictures.is_image(value):
        return sys.modules["PIL.Image"].Image  # type: ignore[no-any-return]
    if type(value) in STANDING:
        return STANDING[type(value)]  # type: ignore[no-any-return]
    if type(value) is collections.defaultdict:
        return collecting.default_dict_of(value.default_factory)  # type: ignore[no-any-return]
    return type(value)


def class_named(name: str, factory_of: Callable[[str], Any]) -> Any:
    """The class of the stdlib that is known as ``name`` in programs; None where it is none."""
    standing = next((cls for cls in (*STANDING.values(), *ARRAYS) if cls.known_as == name), None)
    if standing is not None:
        return standing
    if name.startswith("numpy:ndarray[objects"):
        return numpy_objects.objects_known_as(name)
    module, _, rest = name.partition(":")  # the module is numbered where several factories have one name: lambdas
    defaulting = module.partition("#")[0] == "collections" and rest.startswith("defaultdict[")
    return collecting.default_dict_of(factory_of(name)) if defaulting else None


def container_base(cls: type) -> type | None:
    """Which of Python's containers a class inherits from."""
    return next((base for base in BASES if issubclass(cls, base)), None)


def class_type(cls: type) -> ty.ClassType:
    """The type of the instances of a user's class or Enum."""
    record = record_of(cls)
    return ty.ClassType(record.name, record)


def named_tuple_type(cls: type, *elements: ty.Type) -> ty.Generic:
    """The type of a tuple of ``cls``: plain, or a NamedTuple."""
    if not tuple_fields(cls):
        return ty.tuple_of(*elements)
    record = record_of(cls)
    return ty.Generic("Tuple", elements, cls=record.name, record=record)


def of_type(type: ty.Type) -> ClassRecord | None:
    """The record behind a type: of instances, members of an Enum or NamedTuples."""
    record = type.record if isinstance(type, (ty.ClassType, ty.Generic)) else None
    return record if isinstance(record, ClassRecord) else None


def described(settle: Any) -> dict[str, ir.ClassInfo]:
    """All classes of this compilation by name, as the IR knows them."""
    infos: dict[str, ir.ClassInfo] = {}
    while len(infos) < len(_records.get()):  # a field's type may bring in another class
        for record in list(_records.get().values()):
            infos[record.name] = describe(record, settle)
    return infos


def describe(record: ClassRecord, settle: Any) -> ir.ClassInfo:
    """The class as the IR knows it, once all types are settled."""
    cls, info = record.cls, ir.ClassInfo(record.name, record.kind, python=record.cls)
    in_comparison = in_hash = in_repr = set(record.fields)
    if record.kind == ir.OBJECT:
        info.flags = _flags(cls) | ir.VALUE * (record.value_type is not None)
        own = compared_fields(record) if is_custom(cls, "__eq__") else None
        if own:
            info.flags |= ir.COMPARED | ir.HASHED
            in_comparison, in_hash = set(own), set(own)
            if is_custom(cls, "__hash__"):  # which may make something of a list that has a hash
                plain = own_equality.hashed_as_they_are(cls)
                kept = own & record.fields.keys()  # none where no instance is made
                in_hash = {n for n in kept if n in plain or not _may_be_container(record.fields[n].element)}
        if dataclasses.is_dataclass(cls):
            declared = dataclasses.fields(cls)
            if not own:
                in_comparison = {f.name for f in declared if f.compare}
                in_hash = {f.name for f in declared if (f.compare if f.hash is None else f.hash)}
            in_repr = {f.name for f in declared if f.repr}
    elif record.kind == ir.ENUM:
        info.flags = ir.VALUE if record.value_type is not None else 0
        info.members = [(member.name, _plain(member.value)) for member in cls]
    for name, site in record.fields.items():
        flags = ir.IN_COMPARISON * (name in in_comparison) | ir.IN_HASH * (name in in_hash)
        flags |= ir.IN_REPR * (name in in_repr)
        info.fields.append((name, settle(site.element), flags))
    return info


def _may_be_container(held: ty.Type) -> bool:
    return any(isinstance(m, ty.Generic) and m.name in ("List", "Dict", "Set") for m in ty.members(held))


def _plain(value: Any) -> Any:
    """An Enum's value as a constant; None where it has no form in a program, which then never reads it."""
    if isinstance(value, (tuple, list)):
        return tuple(map(_plain, value))
    return value if isinstance(value, (bool, int, float, complex, str, bytes, type(None))) else None


def _flags(cls: Any) -> int:
    if cls is collecting.FrozenSet:
        return ir.COMPARED | ir.HASHED
    found = ir.COMPARED * issubclass(cls, flags.IntFlags)
    parameters = getattr(cls, "__dataclass_params__", None)
    if parameters is not None and "__dataclass_params__" in cls.__dict__:
        found |= ir.COMPARED * (parameters.eq and not is_custom(cls, "__eq__"))
        found |= ir.ORDERED * parameters.order
        found |= ir.SHOWN * (parameters.repr and not is_custom(cls, "__repr__"))
        found |= ir.HASHED * ((parameters.eq and parameters.frozen) or parameters.unsafe_hash)
    if cls.__hash__ is None:
        found |= ir.UNHASHABLE
    return found


def is_custom(cls: type, name: str) -> bool:
    """Whether the user has written the special method ``name``: not object's, nor one that @dataclass made."""
    return is_custom_function(inspect.getattr_static(cls, name, None))


def is_custom_function(held: object) -> bool:
    """Whether ``held`` is a function that the user has written, or inherits from the classes of ``collections.abc``."""
    if not isinstance(held, types.FunctionType):
        return False
    file = held.__code__.co_filename
    if file == collections.abc.Mapping.get.__code__.co_filename:
        return True  # a module that is frozen into the interpreter, so that its file has another name
    # What @dataclass makes has no lines to read; a notebook's cell has, though it is no file either.
    written = bool(linecache.getlines(file)) if file.startswith("<") else file != ""
    return written and not _generated(held)


_PLAINLY_WRITTEN = (collections.UserDict, collections.UserList, collections.UserString, collections.ChainMap)


def _generated(function: types.FunctionType) -> bool:
    """Enum's own methods, the ``__repr__`` that dataclasses makes and wraps, and what ``namedtuple`` makes."""
    makers = (dataclasses, reprlib, enum, collections)
    owner = getattr(collections, function.__qualname__.partition(".")[0], None)
    return function.__code__.co_filename in [maker.__file__ for maker in makers] and owner not in _PLAINLY_WRITTEN


def compared_fields(record: ClassRecord) -> frozenset[str] | None:
    """The fields by which the runtime tells instances apart in dicts and sets, as the user's own methods do; empty
    where their identity does. None where such a method has to be asked."""
    if record.cls is dates.DateTime:
        zone = record.fields.get(record.cls.no_key)
        return frozenset(record.cls.key) if zone is None or _is_none(zone) else None
    found = own_equality.compared_attributes(record.cls)
    return found if found is not None and found <= record.fields.keys() else None


def _is_none(site: Site) -> bool:
    site.read = True
    return ty.is_subtype(site.element, ty.NONE)


def key_class_in(type: ty.Type) -> type | None:
    """A class within ``type`` whose own ``__eq__`` or ``__hash__`` the runtime can't stand in for."""
    return custom_in(type, "__hash__", "__eq__", unless=lambda record: compared_fields(record) is not None)


def custom_in(
    type: ty.Type, *names: str, unless: Callable[[ClassRecord], bool] = lambda record: False
) -> type | None:  # fmt: skip
    """A class within ``type`` for which the user has written one of these methods, which only the compiler can call."""
    for part in nesting.parts(type, through_objects=True):
        record = of_type(part)
        if record is not None and any(is_custom(record.cls, name) for name in names) and not unless(record):
            return record.cls  # type: ignore[no-any-return]
    return None
