"""Python's operators and truth on abstract values: static ones are computed, user classes' methods called, the rest
is the rules'."""

from __future__ import annotations

import ast
import dataclasses
import enum
import inspect
import operator
import types
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from ... import types as ty
from ...ir import Value
from ...stdlib.flags import Flags
from . import asking, choices, containers, exceptions, kept, objects, possible, records, states, views
from .comparing import METHODS, REFLECTED, compare_containers
from .diagnosis import spreads, unknown_truth
from .heap import same
from .lifting import describe, numpy_type, torch_class, wrap
from .rules import operators as rules
from .rules import percent
from .values import (
    Abstract,
    BoundMethod,
    Builtin,
    Choice,
    Container,
    DictValue,
    Dynamic,
    FunctionValue,
    Generator,
    Mutable,
    Poison,
    Static,
    TupleValue,
    fits,
)  # fmt: skip

if TYPE_CHECKING:
    from .interpreter import Interpreter

BINARY: dict[str, Any] = {
    "add": operator.add, "sub": operator.sub, "mult": operator.mul, "matmult": operator.matmul,
    "div": operator.truediv, "floordiv": operator.floordiv, "mod": operator.mod, "pow": operator.pow,
    "lshift": operator.lshift, "rshift": operator.rshift, "bitand": operator.and_, "bitor": operator.or_,
    "bitxor": operator.xor,
}  # fmt: skip
_DUNDER = {
    "add": "add", "sub": "sub", "mult": "mul", "matmult": "matmul", "div": "truediv", "floordiv": "floordiv",
    "mod": "mod", "pow": "pow", "lshift": "lshift", "rshift": "rshift", "bitand": "and", "bitor": "or",
    "bitxor": "xor",
}  # fmt: skip
UNARY: dict[str, Any] = {"usub": operator.neg, "uadd": operator.pos, "invert": operator.invert, "not": operator.not_}
COMPARE: dict[str, Any] = {
    "eq": operator.eq, "noteq": operator.ne, "lt": operator.lt, "lte": operator.le, "gt": operator.gt,
    "gte": operator.ge,
}  # fmt: skip


def op_name(node: ast.AST) -> str:
    """The name by which an operator's syntax node goes here: ``ast.Add`` is ``add``."""
    return type(node).__name__.lower()


def is_tensor(value: Abstract) -> bool:
    """Whether ``value`` is surely a tensor."""
    if isinstance(value, Dynamic):
        return isinstance(value.type, ty.TensorType)
    return isinstance(value, Static) and torch_class(value.value, "Tensor")


def native(interp: Interpreter, function: Any, *args: Any, **kwargs: Any) -> Abstract:
    """Runs Python now; an exception becomes one that the program raises."""
    asking.refuse_changed(interp, function, *args)
    try:
        made = function(*args, **kwargs)
    except Exception as error:
        interp.raise_(type(error), str(error.args[0]) if len(error.args) == 1 else str(error))
    if hasattr(made, "__next__") and not any(made is given for given in args):
        from . import iterators

        return iterators.of_elements(interp, made)
    return wrap(interp, made, _containers_in(args) if _holds_container(made) else ())


def _holds_container(made: object) -> bool:
    parts = made.values() if isinstance(made, dict) else made if isinstance(made, (list, tuple)) else ()
    return any(isinstance(part, (list, dict, set)) or _holds_container(part) for part in parts)


def _containers_in(args: tuple[object, ...]) -> dict[int, object]:
    """The containers that objects from outside hold, which what is made of these may hold, too; by their ids."""
    found: dict[int, object] = {}
    left: list[object] = [args]
    while left:
        one = left.pop()
        if isinstance(one, (list, dict, tuple)) and id(one) not in found:
            found[id(one)] = one
            left += one.values() if isinstance(one, dict) else one
        elif isinstance(one, set):
            found[id(one)] = one
    return found


def is_array(value: Abstract) -> bool:
    """Whether ``value`` is surely an array or a scalar of NumPy's."""
    if isinstance(value, Dynamic):
        return isinstance(value.type, ty.ArrayType)
    return isinstance(value, Static) and isinstance(numpy_type(value.value), ty.ArrayType)


def _has_tensor(value: Abstract) -> bool:
    if isinstance(value, TupleValue):
        return any(map(_has_tensor, value.items))
    if isinstance(value, Container):
        return any(map(_has_tensor, value.slots.values()))
    return is_tensor(value) or (is_array(value) and not is_numpy_scalar(value))


def is_numpy_scalar(value: Abstract) -> bool:
    """Whether ``value`` is a scalar of NumPy's that is known now; it never changes, unlike an array."""
    found = numpy_type(value.value) if isinstance(value, Static) else None
    return isinstance(found, ty.ArrayType) and found.kind == "scalar"


@spreads
def binary(interp: Interpreter, op: str, a: Abstract, b: Abstract) -> Abstract:
    """``a op b``."""
    for one, use in ((a, lambda m: binary(interp, op, m, b)), (b, lambda m: binary(interp, op, a, m))):
        if isinstance(one, Choice):
            return choices.each(interp, one, use)
    split = _split_instances(interp, a, b, lambda a, b: binary(interp, op, a, b))
    if split is not None:
        return split
    a, b = _of_run_time(interp, a, b), _of_run_time(interp, b, a)
    dunder = _DUNDER[op]
    user = _user_method(interp, a, f"__{dunder}__", [b])
    if user is None:
        user = _user_method(interp, b, f"__r{dunder}__", [a])
    if user is not None:
        return user
    if op == "mod" and interp.type_of(a) == ty.STR:
        if is_tensor(b) or is_array(b):
            b = TupleValue((b,))
        a, b = percent.with_texts(interp, a, b)
    if op == "mod" and interp.type_of(a) == ty.BYTES and not interp.is_static(b):
        made = percent.of_bytes(interp, a, b)
        if made is not None:
            return made
    a, b = objects.plain(interp, a), objects.plain(interp, b)
    held = views.binary(interp, op, a, b) or containers.binary(interp, op, a, b)
    if held is not None:
        return held
    a, b = _as_float(interp, a, b), _as_float(interp, b, a)
    if interp.is_static(a) and interp.is_static(b) and not _has_tensor(a) and not _has_tensor(b):
        return native(interp, _function(interp, op, a), interp.python(a), interp.python(b))
    return rules.binary(interp, op, a, b)


def _function(interp: Interpreter, op: str, a: Abstract) -> Any:
    """The operator's function, whose TypeError says ``+=`` of an augmented assignment."""
    if interp.augmented and isinstance(a, Static) and isinstance(a.value, (int, float, complex, str, type(None))):
        return getattr(operator, f"i{_DUNDER[op]}")
    return BINARY[op]


def _of_run_time(interp: Interpreter, value: Abstract, other: Abstract) -> Abstract:
    """Known flags or a frozenset as the program's own, where what they meet is only known when it runs."""
    is_known = isinstance(value, Static) and isinstance(value.value, (enum.Flag, frozenset))
    return Dynamic(interp.escape(value)) if is_known and not interp.is_static(other) else value


@spreads
def inplace(interp: Interpreter, op: str, a: Abstract, b: Abstract) -> Abstract:
    """``a op= b``: what the target then is."""
    if isinstance(a, Static) and type(a.value) in interp.states.owned:
        a = states.own(interp, a.value)
    split = _split_instances(interp, a, b, lambda a, b: inplace(interp, op, a, b))
    if split is not None:
        return split
    user = _user_method(interp, a, f"__i{_DUNDER[op]}__", [b])
    if user is not None:
        return user
    if isinstance(a, Static) and isinstance(a.value, (list, dict, set)):
        a = states.own(interp, a.value)
    if containers.inplace(interp, op, a, b):
        return a
    t = interp.type_of(b) if is_tensor(a) else None
    if isinstance(t, ty.ArrayType) and t.kind == "array":
        return binary(interp, op, a, b)  # which torch leaves to NumPy
    if is_tensor(a) or (is_array(a) and not is_numpy_scalar(a)):
        return rules.inplace_binary(interp, op, a, b)
    if isinstance(a, Dynamic) and isinstance(a.type, ty.UnionType):
        if any(isinstance(m, (ty.TensorType, ty.ArrayType, ty.Generic)) for m in a.type.members):
            return _split(interp, a, lambda one: inplace(interp, op, one, b))
    if objects.class_of(a) is not None or objects.class_of(b) is not None:
        return binary(interp, op, a, b)
    before, interp.augmented = interp.augmented, True
    try:
        return binary(interp, op, a, b)
    finally:
        interp.augmented = before


def _user_method(interp: Interpreter, value: Abstract, name: str, args: list[Abstract]) -> Abstract | None:
    """Calls a special method of a user's class; None where there is none."""
    cls = objects.class_of(value)
    asked = asking.method(interp, value, name)
    if asked is not None:
        return _answer(interp, name, value, interp.call(asked, args))
    if cls is None and isinstance(value, Static) and not all(map(interp.is_static, args)):
        return _method_of_known(interp, value, name, args)
    if cls is None:
        cls = value.cls if isinstance(value, TupleValue) and value.cls is not tuple else None
    if cls is None:
        return None
    inherits = records.container_base(cls) is not None and getattr(cls, name, None) not in (
        None,
        getattr(object, name, 0),
    )
    if inherits or records.is_custom(cls, name):
        return _answer(interp, name, value, interp.call(interp.getattr(value, name), args))
    return None


def _answer(interp: Interpreter, name: str, value: Abstract, given: Abstract) -> Abstract | None:
    """What a special method gives; None for NotImplemented. Where only some paths give that, Python's error there."""
    if isinstance(given, Static):
        return None if given.value is NotImplemented else given
    if not isinstance(given, Choice):
        return given

    def one(member: Abstract) -> Abstract:
        if not isinstance(member, Static) or member.value is not NotImplemented:
            return member
        if name in ("__eq__", "__ne__"):
            return Static(name == "__ne__")
        owner = containers.python_name(interp, value)
        interp.raise_(TypeError, f"unsupported operand type(s) for {name.strip('_')}: {owner!r}")

    return choices.each(interp, given, one)


def _method_of_known(interp: Interpreter, value: Static, name: str, args: list[Abstract]) -> Abstract | None:
    """A special method of a known object whose class is written in Python, given what is only known later."""
    held = value.value
    if isinstance(held, (enum.Flag, type)) or torch_class(held, "Tensor") or torch_class(held, "nn.Module"):
        return None
    method = inspect.getattr_static(type(held), name, None)
    if not isinstance(method, types.FunctionType) or not records.is_custom_function(method):
        return None
    return _answer(interp, name, value, interp.call(BoundMethod(value, Static(method)), args))


def _split_instances(
    interp: Interpreter, a: Abstract, b: Abstract, use: Callable[[Abstract, Abstract], Abstract]
) -> Abstract | None:
    """``use`` of the alternatives of unions that may be instances of the user's classes; None where there are none."""
    if isinstance(a, Dynamic) and objects.has_instances(a.type):
        return _split(interp, a, lambda one: use(one, b))
    if isinstance(b, Dynamic) and objects.has_instances(b.type):
        return _split(interp, b, lambda one: use(a, one))
    return None


def _split(interp: Interpreter, value: Dynamic, use: Callable[[Abstract], Abstract]) -> Abstract:
    """``use`` of each alternative, of which another may be right where Python refuses one."""
    interp.alternatives += 1
    try:
        return interp.split(value, use)
    finally:
        interp.alternatives -= 1


@spreads
def unary(interp: Interpreter, op: str, a: Abstract) -> Abstract:
    """``-a``, ``+a``, ``~a``."""
    dunder = {"usub": "__neg__", "uadd": "__pos__", "invert": "__invert__"}[op]
    user = _user_method(interp, a, dunder, [])
    if user is not None:
        return user
    a = objects.plain(interp, a)
    if interp.is_static(a) and not _has_tensor(a):
        return native(interp, UNARY[op], interp.python(a))
    return rules.unary(interp, op, a)


def _is_wide(value: Abstract) -> bool:
    return isinstance(value, Static) and type(value.value) is int and not fits(value.value)


def _compare_wide(interp: Interpreter, op: str, a: Abstract, b: Abstract) -> Abstract | None:
    """A comparison with an int of more than 64 bits: it is above or below all that the runtime's ints may be."""
    if _is_wide(a) == _is_wide(b) or op not in COMPARE:
        return None
    other = b if _is_wide(a) else a
    if interp.is_static(other) or any(member not in (ty.INT, ty.BOOL) for member in ty.members(interp.type_of(other))):
        return None
    return Static(COMPARE[op](*(interp.python(one) if _is_wide(one) else 0 for one in (a, b))))


def _as_float(interp: Interpreter, value: Abstract, other: Abstract) -> Abstract:
    """An int of more than 64 bits beside a float, which Python makes a float of."""
    if not _is_wide(value) or interp.type_of(other) != ty.FLOAT:
        return value
    try:
        return Static(float(interp.python(value)))
    except OverflowError as error:
        interp.raise_(OverflowError, str(error))


@spreads
def compare(interp: Interpreter, op: str, a: Abstract, b: Abstract) -> Abstract:
    """One comparison, ``is`` and ``in`` included."""
    for one, use in ((a, lambda m: compare(interp, op, m, b)), (b, lambda m: compare(interp, op, a, m))):
        if isinstance(one, Choice):
            return choices.each(interp, one, use)
    if op not in ("in", "notin") or isinstance(a, Static):
        a, b = _of_run_time(interp, a, b), _of_run_time(interp, b, a)
    if op in ("is", "isnot"):
        return _identity(interp, op == "isnot", a, b)
    if isinstance(a, exceptions.ExceptionClass) or isinstance(b, exceptions.ExceptionClass):
        return _identity(interp, op == "noteq", a, b)
    if op in ("in", "notin"):
        found = containers.contains(interp, b, a)
        return negate(interp, found) if op == "notin" else found
    wide = _compare_wide(interp, op, a, b)
    if wide is not None:
        return wide
    split = _split_instances(interp, a, b, lambda a, b: compare(interp, op, a, b))
    if split is not None:
        return split
    user = _user_method(interp, a, METHODS[op], [b])
    if user is None:
        user = _user_method(interp, b, METHODS[REFLECTED[op]], [a])
    if user is None and op == "noteq":
        equal = _user_method(interp, a, "__eq__", [b]) or _user_method(interp, b, "__eq__", [a])
        user = negate(interp, equal) if equal is not None else None
    if user is not None:
        return user
    if objects.class_of(a) is not None or objects.class_of(b) is not None:
        held = _compare_objects(interp, op, a, b)
        if held is not None:
            return held
        a, b = objects.plain(interp, a), objects.plain(interp, b)
    viewed = views.compare(interp, op, a, b)
    if viewed is not None:
        return viewed
    contained = compare_containers(interp, op, a, b)
    if contained is not None:
        return contained
    if interp.is_static(a) and interp.is_static(b) and not _has_tensor(a) and not _has_tensor(b):
        return native(interp, COMPARE[op], interp.python(a), interp.python(b))
    return rules.compare(interp, op, a, b)


def _compare_objects(interp: Interpreter, op: str, a: Abstract, b: Abstract) -> Abstract | None:
    """Comparisons of instances without a method of the user's for it: by identity; dataclasses by their fields."""
    cls, equality = objects.class_of(a), op in ("eq", "noteq")
    if cls is not None and issubclass(cls, (enum.Enum, Flags)):
        return None
    parameters = getattr(cls, "__dataclass_params__", None) if cls is objects.class_of(b) else None
    if parameters is not None and (parameters.eq if equality else parameters.order):
        if (
            equality
            and isinstance(a, Dynamic)
            and isinstance(b, Dynamic)
            and records.custom_in(a.type, "__eq__") is None
        ):
            return None
        names = [f.name for f in dataclasses.fields(cls) if f.compare]
        one, other = (TupleValue(tuple(interp.getattr(v, name) for name in names)) for v in (a, b))
        return compare(interp, op, one, other)
    if not equality:
        return None
    return _identity(interp, op == "noteq", a, b)


@spreads
def negate(interp: Interpreter, value: Abstract) -> Abstract:
    """``not value``."""
    held = interp.truth(value)
    if isinstance(held, bool):
        return Static(not held)
    return interp.op("py::not", held, result=ty.BOOL)


def _identity(interp: Interpreter, negated: bool, a: Abstract, b: Abstract) -> Abstract:
    result = _is(interp, a, b)
    if isinstance(result, bool):
        return Static(result != negated)
    return interp.op("py::not", result, result=ty.BOOL) if negated else result


def _with_kept(interp: Interpreter, a: Abstract, b: Abstract) -> tuple[Abstract, Abstract]:
    """Where one of two that are compared may stand for a function, and the other is one: what stands for it, too."""
    for one, other in ((a, b), (b, a)):
        if isinstance(one, Dynamic) and not isinstance(other, Dynamic) and kept.may_be_kept(one.type):
            held = kept.keep(interp, other)
            if held is not None:
                return (one, Dynamic(held)) if one is a else (Dynamic(held), one)
    return a, b


def _is(interp: Interpreter, a: Abstract, b: Abstract) -> bool | Abstract:
    a, b = _with_kept(interp, a, b)
    for one, other in ((a, b), (b, a)):
        if isinstance(one, exceptions.ExceptionClass):
            return exceptions.is_class(interp, one, other)
        if isinstance(one, Dynamic) and one.value in interp.array_classes:
            return rules.compare(interp, "eq", one, other)
    if isinstance(b, Static) and isinstance(a, Static):
        # Equal constants of a function are one object in CPython.
        return a.value is b.value or (isinstance(a.value, (bool, int, float, str)) and same(a, b))
    for one, other in ((a, b), (b, a)):
        if isinstance(other, Static) and (other.value is None or isinstance(other.value, bool)):
            if not isinstance(one, Dynamic):
                return False
            kind = interp.type_of(other)
            if ty.is_subtype(one.type, kind) and other.value is None:
                return True
            if kind not in ty.members(one.type) and one.type != ty.ANY:
                return False
            if other.value is None:
                return interp.op("py::is_none", one, result=ty.BOOL)
            return interp.op("py::is", one, other, result=ty.BOOL)
    if isinstance(a, Dynamic) and isinstance(b, Dynamic):
        if a.value is b.value:
            return True
        if isinstance(objects.class_of(a), type) and issubclass(objects.class_of(a), Flags) and a.type == b.type:
            # Those of one value are one object in Python.
            return interp.compare("eq", interp.getattr(a, "value"), interp.getattr(b, "value"))
        return interp.op("py::is", a, b, result=ty.BOOL)
    if isinstance(a, Mutable) and isinstance(b, Mutable) and not a.is_run_time and not b.is_run_time:
        return a is b
    if isinstance(a, TupleValue) and isinstance(b, TupleValue):
        return a is b or a.items == b.items == ()
    if interp.can_lift(a) and interp.can_lift(b) and (isinstance(a, Dynamic) or isinstance(b, Dynamic)):
        # A member of an Enum of numbers or texts is itself here, not its value.
        members = (
            Dynamic(interp.escape(v)) if isinstance(v, Static) and isinstance(v.value, enum.Enum) else v for v in (a, b)
        )
        return interp.op("py::is", *members, result=ty.BOOL)
    return same(a, b)


def truth(interp: Interpreter, value: Abstract) -> bool | Value:
    """Python's truth of a value: known now, or a bool that the program computes."""
    if isinstance(value, Poison):
        return unknown_truth(interp)
    if isinstance(value, Static):
        if torch_class(value.value, "Tensor"):
            return interp.lift(interp.op("tensor::bool", value))
        if is_array(value) and not is_numpy_scalar(value):
            return interp.lift(interp.op("np::bool", value))
        for name in ("__bool__", "__len__"):
            if hasattr(type(value.value), name):
                asked = asking.method(interp, value, name)
                return truth(interp, interp.call(asked, [])) if asked is not None else bool(value.value)
        return bool(value.value)
    if isinstance(value, DictValue) and value.is_partly:
        return truth(interp, possible.length(interp, value))
    if isinstance(value, Container):
        if value.reference is None:
            return bool(value.slots)
        return interp.lift(interp.op("py::truth", value.reference, result=ty.BOOL))
    if isinstance(value, TupleValue):
        return bool(value.items)
    if objects.class_of(value) is not None:
        for name in ("__bool__", "__len__"):
            held = _user_method(interp, value, name, [])
            if held is not None:
                return truth(interp, held)
        value = objects.plain(interp, value)
        if objects.class_of(value) is not None:
            return True
    if isinstance(value, Dynamic):
        if value.type == ty.BOOL:
            return value.value
        if value.type == ty.NONE:
            return False
        if isinstance(value.type, ty.TensorType):
            return interp.lift(interp.op("tensor::bool", value))
        if isinstance(value.type, ty.ArrayType):
            return interp.lift(interp.op("np::bool", value))
        apart = (ty.TensorType, ty.ArrayType, ty.ClassType)
        if isinstance(value.type, ty.UnionType) and any(isinstance(m, apart) for m in value.type.members):
            held = interp.split(value, lambda one: _as_bool(interp, one))
            return truth(interp, held)
        return interp.lift(interp.op("py::truth", value, result=ty.BOOL))
    if isinstance(value, (FunctionValue, BoundMethod, Builtin, Generator)):
        return True
    if isinstance(value, Choice):
        return truth(interp, choices.each(interp, value, lambda one: _as_bool(interp, one)))
    interp.refuse(f"the truth of {describe(value)} isn't known", "compare it: with None, a number or a str")


def _as_bool(interp: Interpreter, value: Abstract) -> Abstract:
    held = truth(interp, value)
    return Static(held) if isinstance(held, bool) else Dynamic(held)


def as_bool(interp: Interpreter, value: Abstract) -> Abstract:
    """``bool(value)``."""
    return _as_bool(interp, value)


def to_str(interp: Interpreter, value: Abstract) -> Abstract:
    """``str(value)``."""
    from .rules.builtins import format_value

    if isinstance(value, Static):
        return Static(str(value.value))
    if isinstance(value, Dynamic) and value.type == ty.STR:
        return value
    return format_value(interp, value, "s", Static(""))
