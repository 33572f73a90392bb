"""Classes: instances made by the program, ``isinstance``, and what a type of the IR is an instance of."""

from __future__ import annotations

import dataclasses
import enum
import functools
import inspect
import re
import sys
import types
import typing
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from ... import types as ty
from ...stdlib import flags
from . import choices, constructing, misfits, objects, records, tensor_classes
from .diagnosis import spreads
from .lifting import NUMPY_DTYPES, describe, torch_class
from .values import (
    Abstract,
    BoundMethod,
    Choice,
    DictValue,
    Dynamic,
    FunctionValue,
    Generator,
    Key,
    KnownView,
    ListValue,
    Method,
    ObjectValue,
    RangeValue,
    Sequence,
    SetValue,
    SliceValue,
    Static,
    TupleValue,
    View,
)  # fmt: skip

if TYPE_CHECKING:
    from .interpreter import Interpreter


_VALUES = (int, float, complex, str, bytes, tuple)  # which the runtime keeps without a class or attributes
# What serves in place of classes that are written in C.
_INSTEAD = {
    "decimal.Decimal": "use floats and round() them, count in whole units such as cents, or use fractions.Fraction",
    "builtins.memoryview": "use the bytes themselves: a slice of them holds the same numbers",
    "array.array": "use a list, or numpy.array(values, dtype=...)",
}

VIEWS = {"keys": type({}.keys()), "values": type({}.values()), "items": type({}.items())}
# Of values that the compiler knows by their kind alone.
_CLASSES: dict[type[Abstract], type] = {
    ListValue: list, DictValue: dict, SetValue: set, SliceValue: slice, RangeValue: range, Sequence: type(iter([])),
    Generator: types.GeneratorType, FunctionValue: types.FunctionType, BoundMethod: types.MethodType,
    Method: types.BuiltinMethodType,
}  # fmt: skip


def _flags(interp: Interpreter, cls: Any, value: Abstract) -> Abstract:
    """``Access(value)`` of a class of flags, for a number that only the running program knows, or for such flags."""
    made = flags.flags_of(cls)
    if made is None:
        interp.refuse(
            f"flags of {cls.__name__} can't be made of a number that is only known when the program runs",
            f"test the number itself: number & {cls.__name__}.{next(iter(cls)).name}.value",
        )
    return value if objects.class_of(value) is made else interp.call(Static(made), [value])


def construct(interp: Interpreter, cls: type, args: list[Abstract], kwargs: dict[str, Abstract]) -> Abstract:
    """``cls(*args, **kwargs)`` for a class that has no rule."""
    from .operations import native

    if issubclass(cls, enum.Enum):
        if all(map(interp.is_static, args)):
            return native(interp, cls, *(interp.python(a) for a in args))
        if issubclass(cls, enum.Flag):
            return _flags(interp, cls, args[0])
        return objects.member_by_value(interp, cls, args[0])
    if issubclass(cls, tuple) and hasattr(cls, "_fields"):
        new = inspect.getattr_static(cls, "__new__")
        if records.is_custom_function(getattr(new, "__func__", new)):
            return interp.call(Static(cls.__new__), [Static(cls), *args], kwargs)
        return named_tuple(interp, cls, args, kwargs)
    if issubclass(cls, BaseException):
        instance = interp.new_object(cls)
        instance.slots["args"] = TupleValue(tuple(args))
        constructing.initialise(interp, instance, args, kwargs, takes_any=True)
        return instance
    if typing.is_typeddict(cls):
        return interp.call(Static(dict), args, kwargs)
    if inspect.isabstract(cls) and "__new__" not in vars(cls):
        return native(interp, object.__new__, cls)  # Python's error, which names the methods
    cls = records.STANDING.get(cls, cls)
    is_module = _is_module_class(cls)
    if (is_module and cls not in interp.states.own_classes) or not records.is_plain_class(cls):
        if all(map(interp.is_static, [*args, *kwargs.values()])):
            made = native(interp, cls, *map(interp.python, args), **{k: interp.python(v) for k, v in kwargs.items()})
            if is_module:
                interp.states.made.update({id(part): (part, cls) for part in interp.python(made).modules()})
            return made
    written_in_c = next((base for base in _VALUES if issubclass(cls, base) and cls is not base), None)
    if written_in_c is not None:
        interp.refuse(
            f"the program can't make instances of {cls.__name__}, which inherits from {written_in_c.__name__}",
            f"keep the {written_in_c.__name__} in an attribute of a class that doesn't: self.value = value",
        )
    if not records.is_plain_class(cls):
        instead = "make the object before the program starts, or write the class in Python"
        fix = _INSTEAD.get(f"{cls.__module__}.{cls.__qualname__}", instead)
        interp.refuse(f"{cls.__name__} can't be compiled: the class isn't written in Python", fix)
    made_by_metaclass = constructing.by_metaclass(interp, cls, args, kwargs)
    return made_by_metaclass or constructing.make(interp, cls, args, kwargs)


def _is_module_class(cls: type) -> bool:
    import torch

    return issubclass(cls, torch.nn.Module)


def generated_init(function: types.FunctionType) -> bool:
    """Whether ``function`` is the ``__init__`` that ``dataclasses.dataclass`` has written, which has no source file."""
    return function.__name__ == "__init__" and function.__code__.co_filename == "<string>"


def dataclass_init(
    interp: Interpreter, function: types.FunctionType, args: list[Abstract], kwargs: dict[str, Abstract]
) -> None:
    """What the ``__init__`` that a dataclass has been given does: ``args[0]`` is the instance."""
    from . import attributes

    instance = args[0]
    if not isinstance(instance, ObjectValue):
        interp.refuse(f"{describe(instance)} can't be initialised again", "make a new instance")
    cls = _owner(instance.cls, function)
    every = cls.__dataclass_fields__  # type: ignore[attr-defined]
    bound = _bind_fields(interp, function, args, kwargs)
    frozen = cls.__dataclass_params__.frozen  # type: ignore[attr-defined]
    later = []
    for name, field in every.items():
        if isinstance(field.type, dataclasses.InitVar) or field._field_type is dataclasses._FIELD_INITVAR:  # type: ignore[attr-defined]
            later.append(bound[name])
            continue
        if field._field_type is not dataclasses._FIELD:  # type: ignore[attr-defined]
            continue
        value = bound.get(name)
        if value is None:
            if field.default_factory is dataclasses.MISSING:
                continue
            value = _made_by(interp, field.default_factory)
        if frozen:
            attributes.put(interp, instance, name, value)
        else:
            attributes.set_(interp, instance, name, value)
    if isinstance(getattr(instance.cls, "__post_init__", None), types.FunctionType):
        interp.call(interp.getattr(instance, "__post_init__"), later)


def _owner(cls: type, function: types.FunctionType) -> type:
    """The class of ``cls``'s order for which ``dataclass`` wrote ``function``."""
    for one in cls.__mro__:
        held = one.__dict__.get("__init__")
        if held is not None and inspect.unwrap(held) is function:
            return one
    return cls


def _bind_fields(
    interp: Interpreter, function: types.FunctionType, args: list[Abstract], kwargs: dict[str, Abstract]
) -> dict[str, Abstract]:
    """The arguments of a generated ``__init__`` by field, less those that a default factory has to make."""
    signature = inspect.signature(function)
    try:
        bound = signature.bind(*args, **kwargs).arguments
    except TypeError:
        interp.raise_(TypeError, misfits.of_call(function, len(args), kwargs))
    for name, parameter in signature.parameters.items():
        default = parameter.default
        if name not in bound and type(default).__name__ != "_HAS_DEFAULT_FACTORY_CLASS":
            bound[name] = Static(default)
    return dict(bound)


def _made_by(interp: Interpreter, factory: Any) -> Abstract:
    from .operations import native

    return native(interp, factory) if factory in (list, dict, set) else interp.call(Static(factory), [])


def named_tuple(interp: Interpreter, cls: Any, args: list[Abstract], kwargs: dict[str, Abstract]) -> Abstract:
    items: list[Abstract] = list(args)
    for name in cls._fields[len(args) :]:
        if name in kwargs:
            items.append(kwargs[name])
        elif name in cls._field_defaults:
            items.append(Static(cls._field_defaults[name]))
        else:
            interp.raise_(TypeError, f"{cls.__name__}.__new__() missing 1 required positional argument: '{name}'")
    return TupleValue(tuple(items), cls)


def _replace(interp: Interpreter, value: TupleValue, **changes: Abstract) -> Abstract:
    """``value._replace(name=...)``."""
    fields = records.tuple_fields(value.cls)
    wrong = [name for name in changes if name not in fields]
    if wrong:
        interp.raise_(ValueError, f"Got unexpected field names: {wrong!r}")
    return TupleValue(tuple(changes.get(n, item) for n, item in zip(fields, value.items)), value.cls)


def _as_dict(interp: Interpreter, value: TupleValue) -> Abstract:
    """``value._asdict()``."""
    return interp.new_dict((Key(name), item) for name, item in zip(records.tuple_fields(value.cls), value.items))


NAMED_TUPLE: dict[str, Callable[..., Abstract]] = {"_replace": _replace, "_asdict": _as_dict}


# --- isinstance -----------------------------------------------------------------------------------------------------


def class_tuple(interp: Interpreter, wanted: Abstract) -> tuple[Any, ...]:
    """The classes of ``isinstance``'s second argument, flat."""
    held = (
        interp.python(wanted) if interp.is_static(wanted) else interp.refuse("isinstance of a class known only later")
    )
    flat: list[Any] = []

    def add(one: Any) -> None:
        if isinstance(one, (tuple, list)):
            for inner in one:
                add(inner)
        elif isinstance(one, types.UnionType) or typing.get_origin(one) is typing.Union:
            for inner in typing.get_args(one):
                add(inner)
        elif getattr(one, "__module__", "") == "torch.autograd.variable":
            flat.append(sys.modules["torch"].Tensor)  # its class says that of any tensor
        else:
            flat.append(one if typing.get_args(one) else typing.get_origin(one) or one)

    add(held)
    return tuple(flat)


def _before_a_generic(interp: Interpreter, value: Abstract, classes: tuple[Any, ...], count: int) -> Abstract:
    """``isinstance`` where ``classes[count]`` is a ``List[int]``: Python raises where it comes to that."""

    def fail() -> Abstract:
        if isinstance(classes[count], types.GenericAlias):
            interp.raise_(TypeError, "isinstance() argument 2 cannot be a parameterized generic")
        interp.raise_(TypeError, "Subscripted generics cannot be used with class and instance checks")

    found = interp.truth(is_instance(interp, value, Static(classes[:count])))
    if isinstance(found, bool):
        return Static(True) if found else fail()
    return interp.branch(found, lambda: Static(True), fail)


def python_class(interp: Interpreter, member: ty.Type) -> type | None:
    """The Python class of the values of a type that isn't a union."""
    import torch

    if isinstance(member, ty.TensorType):
        return torch.Tensor
    if isinstance(member, ty.ArrayType):
        import numpy

        if member.kind == "array":
            return numpy.ndarray
        return numpy.dtype(member.dtype).type if member.kind == "scalar" and member.dtype is not None else None
    if member == ty.ARRAY_DTYPE:
        import numpy

        return numpy.dtype
    record = records.of_type(member)
    if record is not None and record.kept is not None:
        return record.kept_class
    if record is not None:
        return getattr(record.cls, "stands_for", record.cls)  # type: ignore[no-any-return]
    if isinstance(member, ty.Generic):
        return {"List": list, "Dict": dict, "Set": set, "Tuple": tuple, "TupleOf": tuple, "Match": re.Match,
                "Generator": types.GeneratorType}[member.name]  # fmt: skip
    table: dict[ty.Type, type] = {
        ty.NONE: type(None), ty.BOOL: bool, ty.INT: int, ty.FLOAT: float, ty.COMPLEX: complex, ty.STR: str,
        ty.BYTES: bytes, ty.DTYPE: torch.dtype, ty.DEVICE: torch.device, ty.SIZE: torch.Size, ty.RANGE: range,
        ty.SLICE: slice, ty.ELLIPSIS: type(Ellipsis), ty.EXCEPTION: Exception,
    }  # fmt: skip
    return table.get(member)


def _array_names(cls: type) -> list[str]:
    """A class of NumPy's, or those of them that are of another: of ``numbers.Number``, or Python's ``float``."""
    if cls.__module__ == "numpy":
        return [cls.__name__]
    return [one.__name__ for one in _array_classes() if _subclass(one, cls)]


@functools.cache
def _array_classes() -> list[Any]:
    """Those of NumPy's classes of which values of array types can be: no texts, for one."""
    import numpy

    scalars = [one for one in dict.fromkeys(numpy.sctypeDict.values()) if numpy.dtype(one).name in NUMPY_DTYPES]
    return [numpy.ndarray, *scalars]


def member_is(interp: Interpreter, member: ty.Type, wanted: Abstract) -> bool | None:
    """Whether values of ``member`` are instances of ``wanted``; None where some may be and others not."""
    cls = python_class(interp, member)
    if cls is None and isinstance(member, ty.ArrayType):
        held = [any(_subclass(c, one) for one in class_tuple(interp, wanted)) for c in _array_classes()]
        return None if any(held) else False
    if member == ty.EXCEPTION and not any(_subclass(Exception, one) for one in class_tuple(interp, wanted)):
        some = any(isinstance(one, type) and issubclass(one, BaseException) for one in class_tuple(interp, wanted))
        return None if some else False  # of which class it is, only the running program knows
    return cls is not None and any(_subclass(cls, one) for one in class_tuple(interp, wanted))


def _subclass(cls: type, wanted: Any) -> bool:
    try:
        return issubclass(cls, wanted)
    except TypeError:
        return False


@spreads
def _is_legacy_tensor(interp: Interpreter, value: Abstract, legacy: list[Any], others: tuple[type, ...]) -> Abstract:
    """``isinstance(value, torch.ByteTensor)``: a question about the dtype."""
    if isinstance(interp.type_of(value), ty.UnionType):
        return interp.split(value, lambda one: is_instance(interp, one, Static((*legacy, *others))))
    if others:
        kept = is_instance(interp, value, Static(others))
        if isinstance(kept, Static) and kept.value:
            return kept
    dtypes = tuple(c.dtype for c in legacy if not c.is_cuda)
    return interp.compare("in", interp.getattr(value, "dtype"), Static(dtypes))


def _class_of(value: Abstract) -> Any:
    """The class of what has no type of the IR's; an iterator stands for all kinds of them. None of what has one."""
    if isinstance(value, (View, KnownView)):
        return VIEWS[value.kind]
    if isinstance(value, ObjectValue):
        return getattr(value.cls, "stands_for", value.cls)
    if isinstance(value, TupleValue):
        return value.cls
    found = (one for kind, one in _CLASSES.items() if isinstance(value, kind))
    return next(found, None)


def is_instance(interp: Interpreter, value: Abstract, wanted: Abstract) -> Abstract:
    """``isinstance(value, wanted)``."""
    if isinstance(value, Choice):
        return choices.each(interp, value, lambda one: is_instance(interp, one, wanted))
    classes = class_tuple(interp, wanted)
    generic = next((i for i, one in enumerate(classes) if typing.get_args(one)), None)
    if generic is not None:
        return _before_a_generic(interp, value, classes, generic)
    legacy = [c for c in classes if type(c).__name__ == "tensortype"]
    if legacy and any(isinstance(m, ty.TensorType) for m in ty.members(interp.type_of(value))):
        return _is_legacy_tensor(interp, value, legacy, tuple(c for c in classes if c not in legacy))
    if isinstance(value, Static):
        if torch_class(value.value, "Tensor"):
            import torch

            # A parameter is one only where the class itself is asked for; otherwise any tensor will do.
            return Static(isinstance(value.value, classes) or (torch.Tensor in classes))
        return Static(isinstance(value.value, classes))
    known = _class_of(value)
    if known is not None:
        return Static(any(_subclass(known, one) for one in classes))
    if not isinstance(value, Dynamic):
        return Static(False)
    if value.type == ty.EXCEPTION:
        from .exceptions import matches_any

        return matches_any(interp, value, classes)
    tagged = tensor_classes.is_instance(interp, value, classes)
    if tagged is not None:
        return Static(tagged)
    members = ty.members(value.type)
    verdicts = [member_is(interp, m, wanted) for m in members]
    if ty.ANY in members:
        interp.refuse("the type of this value isn't known, so isinstance can't be decided", "annotate it")
    if None in verdicts:
        if len(members) > 1:
            return interp.split(value, lambda one: is_instance(interp, one, wanted))
        names = [name for c in classes if isinstance(c, type) for name in _array_names(c)]
        return interp.op("np::isinstance", value, Static(names), result=ty.BOOL)
    if all(verdicts) or not any(verdicts):
        return Static(all(verdicts))
    if any(isinstance(m, ty.ArrayType) for m in members):
        return interp.split(value, lambda one: is_instance(interp, one, wanted))
    from .lifting import tag_name

    accepted = [tag_name(m) for m, verdict in zip(members, verdicts) if verdict]
    if accepted == ["NoneType"]:
        return interp.op("py::is_none", value, result=ty.BOOL)
    return interp.op("py::isinstance", value, Static(accepted), result=ty.BOOL)
