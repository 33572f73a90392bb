"""What the code that TorchScript shows means: ``torch.NAME`` and ``ops.prim.NAME`` by the operators' own schemas.

Arguments stand in the schema's order, and dtypes, layouts and memory formats are numbers. Which operator a name is
depends on what it is given: ``torch.ceil`` of a float is Python's, ``torch.index`` of a list is ``list.index``.
"""

from __future__ import annotations

import builtins
import functools
import math
import types
import typing
from typing import TYPE_CHECKING, Any

import torch

from .... import types as ty
from ....ops import resolve as ov
from ....stdlib import torchscript as written
from ..values import NONE, Abstract, Static, TupleValue
from . import FUNCTIONS
from .in_place import is_in_place

if TYPE_CHECKING:
    from ..interpreter import Interpreter

FORMATS = {0: torch.contiguous_format, 1: torch.preserve_format, 2: torch.channels_last, 3: torch.channels_last_3d}


class Number:
    """``annotate(number, x)``: the number in a tensor."""


class Operators:
    """``torch`` or ``ops.namespace`` in TorchScript's code. Attributes are functions with a rule of their own."""

    def __init__(self, space: str, known: dict[str, Any]) -> None:
        self._space = space
        self._known = known

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") and name not in self._known:
            raise AttributeError(name)
        return self._known[name] if name in self._known else _named(self._space, name)


class Namespaces:
    """``ops`` in TorchScript's code."""

    prim = Operators("prim", {**written.PRIMITIVES})

    def __getattr__(self, name: str) -> Any:
        return Operators(name, {})


@functools.cache
def _named(space: str, name: str) -> Any:
    """A function that stands for the operator ``space::name``."""

    def operator() -> None: ...

    operator.__name__ = operator.__qualname__ = name
    FUNCTIONS[operator] = functools.partial(_call, space, name)
    return operator


def scope(constants: dict[str, Any], numbers: dict[str, Any]) -> dict[str, Any]:
    """The globals of a function in TorchScript's code, whose constants are tensors and, in arithmetic, numbers."""
    names = {name: getattr(typing, name) for name in ("Any", "Dict", "List", "Optional", "Tuple", "Union")}
    return {
        **names, "torch": TORCH, "ops": OPS, "CONSTANTS": types.SimpleNamespace(**constants),
        "NUMBERS": types.SimpleNamespace(**numbers), "annotate": annotate, "unchecked_cast": unchecked_cast,
        "uninitialized": uninitialized, "Tensor": torch.Tensor, "number": Number, "Device": torch.device,
        "NoneType": type(None), "inf": math.inf, "nan": math.nan,
    }  # fmt: skip


TORCH = Operators("aten", written.OPERATORS)
OPS = Namespaces()


def _call(space: str, name: str, interp: Interpreter, *args: Abstract, **kwargs: Abstract) -> Abstract:
    if space == "prim":
        if name == "RaiseException":
            return _raise(interp, *args)
        name_of_attribute = {"is_cuda", "layout", "itemsize", "requires_grad", "is_sparse", "is_quantized", "grad"}
        if name in name_of_attribute and len(args) == 1:
            return interp.getattr(args[0], name)
        interp.refuse(f"ops.prim.{name} of TorchScript can't be compiled", "use the module that was traced or scripted")
    if space != "aten":
        operator = getattr(getattr(torch.ops, space), name, None)
        if operator is None:
            interp.refuse(f"the operator {space}::{name} isn't registered", "import the package that has it")
        return interp.call(Static(operator), list(args), kwargs)
    if not any(_is_of_tensors(interp, a) for a in args):
        found = _of_python(interp, name, list(args))
        if found is not None:
            return interp.call(found[0], found[1], kwargs)
    return _of_tensors(interp, name, list(args), kwargs)


def _is_of_tensors(interp: Interpreter, value: Abstract) -> bool:
    t = interp.type_of(value)
    return any(
        isinstance(m, ty.TensorType) or isinstance(m, ty.Generic) and any(isinstance(a, ty.TensorType) for a in m.args)
        for m in ty.members(t)
    )


def _of_python(interp: Interpreter, name: str, args: list[Abstract]) -> tuple[Abstract, list[Abstract]] | None:
    """The function of Python's that an operator on values without tensors is, and its arguments."""
    if not args:
        return None
    kind = interp.type_of(args[0])
    if kind in (ty.INT, ty.FLOAT, ty.BOOL, ty.COMPLEX):
        chosen = getattr(math, name, None)
        return (Static(chosen), args) if chosen is not None else None
    if kind == ty.STR or isinstance(kind, ty.Generic):
        method = interp.getattr(args[0], name) if hasattr(_class_of(kind), name) else None
        if method is not None:
            return method, args[1:]
        chosen = getattr(builtins, name, None)
        return (Static(chosen), args) if chosen is not None else None
    return None


def _class_of(kind: ty.Type) -> type:
    if kind == ty.STR:
        return str
    return {"List": list, "Dict": dict}.get(kind.name, tuple) if isinstance(kind, ty.Generic) else object


def _of_tensors(interp: Interpreter, name: str, args: list[Abstract], kwargs: dict[str, Abstract]) -> Abstract:
    args = [_dtype(interp, a) if _is_dtype(interp, name, i, a) else a for i, a in enumerate(args)]
    kwargs = {k: _option(interp, k, v) for k, v in kwargs.items() if k not in ("layout", "pin_memory")}
    if is_in_place(name) and args:
        return interp.call(interp.getattr(args[0], name), args[1:], kwargs)
    function = getattr(torch, name, None)
    if isinstance(function, types.BuiltinFunctionType):
        return interp.call(Static(function), args, kwargs)
    packet = getattr(torch.ops.aten, name, None)
    if packet is not None and (packet in FUNCTIONS or ov.find_overloads(f"aten::{name}")):
        return interp.call(Static(packet), args, kwargs)
    function = getattr(torch._C._nn, name, None)
    if function is not None:
        return interp.call(Static(function), args, kwargs)
    if args and hasattr(torch.Tensor, name):
        return interp.call(interp.getattr(args[0], name), args[1:], kwargs)
    interp.refuse(f"the operator aten::{name} isn't supported yet", "use the module that was traced or scripted")


def _is_dtype(interp: Interpreter, name: str, position: int, value: Abstract) -> bool:
    """Whether an int stands where the operator takes a dtype, and no overload takes a number."""
    if interp.type_of(value) != ty.INT:
        return False
    at = [s.arguments[position].kind for s in _schemas(name) if len(s.arguments) > position]
    return any(k.startswith("ScalarType") for k in at) and not any(
        k.rstrip("?") in ("int", "SymInt", "Scalar", "float") for k in at
    )


def _schemas(name: str) -> list[Any]:
    return [operator.schema for operator in ov.find_overloads(f"aten::{name}")]


def _dtype(interp: Interpreter, number: Abstract) -> Abstract:
    if isinstance(number, Static):
        return Static(written.DTYPES.get(number.value, number.value))
    return interp.call(Static(written.dtype_numbered), [number])


def _option(interp: Interpreter, name: str, value: Abstract) -> Abstract:
    if name == "dtype" and interp.type_of(value) == ty.INT:
        return _dtype(interp, value)
    if name == "memory_format" and isinstance(value, Static) and value.value in FORMATS:
        return Static(FORMATS[value.value])
    return value


def _raise(interp: Interpreter, message: Abstract, cls: Abstract = NONE) -> Abstract:
    """The exception that the source of the code raised, as far as the code tells."""
    named = cls.value if isinstance(cls, Static) else None
    text = message.value if isinstance(message, Static) else None
    if named is None and isinstance(text, str):
        first, colon, rest = text.partition(": ")
        if isinstance(getattr(builtins, first, None), type):
            named, text = first, rest if colon else ""
    raised = getattr(builtins, str(named).rpartition(".")[2], RuntimeError)
    if not isinstance(raised, type) or not issubclass(raised, Exception):
        raised = RuntimeError
    interp.raise_(raised, text if isinstance(text, str) else message)


def annotate() -> None:
    """``annotate(T, x)``; the number in a tensor where T is one of numbers."""


def unchecked_cast() -> None:
    """``unchecked_cast(T, x)``: x, which is known to be of the type T there."""


def uninitialized() -> None:
    """``uninitialized(T)``: a value that nobody reads."""


def _annotate(interp: Interpreter, the_type: Abstract, value: Abstract) -> Abstract:
    target = interp.python(the_type)
    if target in (Number, int, float, bool, complex) and isinstance(interp.type_of(value), ty.TensorType):
        return interp.call(interp.getattr(value, "item"), [])
    return value if target is Number else interp.call(Static(torch.jit.annotate), [the_type, value])


def _unchecked_cast(interp: Interpreter, the_type: Abstract, value: Abstract) -> Abstract:
    from ..entry import annotation_type

    target = annotation_type(interp, interp.python(the_type))
    if target is None or not isinstance(interp.type_of(value), ty.UnionType):
        return value

    def one_of(member: Abstract) -> Abstract:
        if ty.is_subtype(interp.type_of(member), target):
            return member
        interp.raise_(RuntimeError, "a value of another type than its code says")

    return interp.split(value, one_of)


def _uninitialized(interp: Interpreter, the_type: Abstract) -> Abstract:
    from ..entry import annotation_type

    target = annotation_type(interp, interp.python(the_type))
    value = _some(interp, target) if target is not None else None
    if value is None:
        interp.refuse("TorchScript's code has a value of a class before it is made", "use the module that was scripted")
    return value


def _some(interp: Interpreter, target: ty.Type) -> Abstract | None:
    """Any value of a type."""
    simple: dict[ty.Type, object] = {ty.INT: 0, ty.FLOAT: 0.0, ty.BOOL: False, ty.STR: "", ty.NONE: None}
    if target in simple:
        return Static(simple[target])
    if isinstance(target, ty.UnionType):
        return NONE if ty.NONE in target.members else _some(interp, next(iter(target.members)))
    if isinstance(target, ty.TensorType):
        return interp.call(Static(torch.empty), [Static(0)])
    if isinstance(target, ty.Generic) and target.name == "Tuple":
        parts = [_some(interp, a) for a in target.args]
        known = [p for p in parts if p is not None]
        return TupleValue(tuple(known)) if len(known) == len(parts) else None
    if isinstance(target, ty.Generic) and target.name in ("List", "Dict"):
        return interp.new_list() if target.name == "List" else interp.new_dict()
    return None


FUNCTIONS[annotate], FUNCTIONS[unchecked_cast], FUNCTIONS[uninitialized] = _annotate, _unchecked_cast, _uninitialized
