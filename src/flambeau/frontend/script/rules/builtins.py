"""Python's builtins on values that are only known at run time: conversions, rounding, strings, time.

Tensors answer as torch.Tensor's own special methods do (``int(x)`` is its number, ``round(x)`` rounds its elements).
Static arguments never come here: the interpreter calls the builtin itself.
"""

from __future__ import annotations

import builtins
import dataclasses
import enum
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from .... import types as ty
from .. import asking, choices, containers, objects, records
from ..values import NONE, Abstract, Choice, Container, Dynamic, ObjectValue, Static, TupleValue
from . import container_texts, function, numpy_core
from .numpy_core import is_array
from .operators import is_beyond, is_number, is_tensor, type_name
from .overloads import emit, plain

if TYPE_CHECKING:
    from ..interpreter import Interpreter

Use = Callable[[Abstract], Abstract]


def known(interp: Interpreter, *values: Abstract) -> bool:
    """Whether Python can compute with the values now: all static, and no tensors."""
    return all(
        interp.is_static(v) and not _is_changeable(interp.type_of(v)) and not asking.any_of(interp, v) for v in values
    )


def _is_changeable(t: ty.Type) -> bool:
    """A tensor or array: what is computed of one belongs into the program."""
    return is_tensor(t) or (isinstance(t, ty.ArrayType) and t.kind != "scalar")


def natively(interp: Interpreter, fn: Any, *args: Abstract, **kwargs: Abstract) -> Abstract:
    """Calls the Python function itself now; what it raises becomes an exception of the program."""
    from ..operations import native

    return native(interp, fn, *map(interp.python, args), **{k: interp.python(v) for k, v in kwargs.items()})


def _has_method(v: Abstract, name: str) -> bool:
    cls = class_of(v)
    return cls is not None and records.is_custom(cls, name)


def class_of(v: Abstract) -> Any:
    """The user's class of an instance, one from outside included."""
    return type(v.value) if isinstance(v, Static) and records.is_plain_class(type(v.value)) else objects.class_of(v)


def _apart(interp: Interpreter, v: Abstract, use: Use) -> Abstract:
    """``use`` of each alternative of a Union that isn't just of numbers, and of the number that an Enum's member is."""
    v = objects.plain(interp, v)
    t = interp.type_of(v)
    return interp.split(v, use) if isinstance(t, ty.UnionType) and not is_number(t) else use(v)


# --- conversions ----------------------------------------------------------------------------------------------------


@function(int)
def to_int(interp: Interpreter, x: Abstract = Static(0), base: Abstract = NONE) -> Abstract:
    """``int(x)`` and ``int("ff", 16)``."""
    x = objects.plain(interp, x)
    if known(interp, x, base):
        return natively(interp, int, x) if base is NONE else natively(interp, int, x, base)
    if base is not NONE:
        return interp.op("py::int_base", x, plain(base), result=ty.INT)

    def convert(one: Abstract) -> Abstract:
        for name in ("__int__", "__index__"):
            if _has_method(one, name):
                return interp.call(interp.getattr(one, name), [])
        t = interp.type_of(one)
        if is_array(t):
            return interp.op("np::int", one)
        if is_tensor(t):
            return interp.op("tensor::int", one, result=ty.INT)
        if t == ty.INT:
            return plain(one)
        if not (is_number(t) or t in (ty.STR, ty.BYTES, ty.ANY)):
            interp.raise_(
                TypeError,
                f"int() argument must be a string, a bytes-like object or a real number, not '{type_name(t)}'",
            )
        return interp.op("py::int", one, result=ty.INT)

    return _apart(interp, x, convert)


@function(float)
def to_float(interp: Interpreter, x: Abstract = Static(0.0)) -> Abstract:
    """``float(x)``."""
    x = objects.plain(interp, x)
    if known(interp, x):
        return natively(interp, float, x)

    def convert(one: Abstract) -> Abstract:
        if _has_method(one, "__float__"):
            return interp.call(interp.getattr(one, "__float__"), [])
        if _has_method(one, "__index__"):
            one = interp.call(interp.getattr(one, "__index__"), [])
        t = interp.type_of(one)
        if is_array(t):
            return interp.op("np::float", one)
        if is_tensor(t):
            return interp.op("tensor::float", one, result=ty.FLOAT)
        if t == ty.FLOAT:
            return plain(one)
        if not (is_number(t) or t in (ty.STR, ty.BYTES, ty.ANY)):
            interp.raise_(TypeError, f"float() argument must be a string or a real number, not '{type_name(t)}'")
        return interp.op("py::float", one, result=ty.FLOAT)

    return _apart(interp, x, convert)


@function(bool)
def to_bool(interp: Interpreter, x: Abstract = Static(False)) -> Abstract:
    """``bool(x)``."""
    truth = interp.truth(x)
    return Static(truth) if isinstance(truth, bool) else Dynamic(truth)


@function(str)
def to_str(
    interp: Interpreter, object: Abstract = Static(""), encoding: Abstract = NONE, errors: Abstract = NONE
) -> Abstract:
    """``str(x)``, ``str(data, encoding)``."""
    if encoding is not NONE or errors is not NONE:
        if interp.type_of(object) == ty.STR:
            interp.raise_(TypeError, "decoding str is not supported")
        held = interp.type_of(object)
        if held != ty.BYTES and not isinstance(held, ty.ClassType):
            name = containers.python_name(interp, object)
            interp.raise_(TypeError, f"decoding to str: need a bytes-like object, {name} found")
        given = {"encoding": encoding, "errors": errors}
        return interp.call(interp.getattr(object, "decode"), [], {k: v for k, v in given.items() if v is not NONE})
    return format_value(interp, object, "s", Static(""))


@function(repr, object.__str__)
def to_repr(interp: Interpreter, object: Abstract) -> Abstract:
    """``repr(x)``."""
    return format_value(interp, object, "r", Static(""))


@function(ascii)
def to_ascii(interp: Interpreter, object: Abstract) -> Abstract:
    """``ascii(x)``."""
    return format_value(interp, object, "a", Static(""))


@function(chr)
def to_chr(interp: Interpreter, i: Abstract) -> Abstract:
    """``chr(i)``."""
    return natively(interp, chr, i) if known(interp, i) else interp.op("py::chr", to_index(interp, i), result=ty.STR)


@function(ord)
def to_ord(interp: Interpreter, c: Abstract) -> Abstract:
    """``ord(c)``."""
    return natively(interp, ord, c) if known(interp, c) else interp.op("py::ord", c, result=ty.INT)


def to_index(interp: Interpreter, v: Abstract) -> Abstract:
    """``operator.index(v)``: an int, or the number of an integer tensor."""
    if _has_method(v, "__index__"):
        return interp.call(interp.getattr(v, "__index__"), [])
    v = plain(numpy_core.index(interp, objects.plain(interp, v)))
    if is_tensor(interp.type_of(v)):
        return interp.op("tensor::index", v, result=ty.INT)
    return v


@function(hash)
def to_hash(interp: Interpreter, obj: Abstract) -> Abstract:
    """CPython's own of numbers; of texts and objects, where CPython's differs from run to run, one of the runtime's."""
    if known(interp, obj) and isinstance(interp.python(obj), (int, float, complex)):
        return natively(interp, hash, obj)
    if _has_method(obj, "__hash__"):
        return interp.call(interp.getattr(obj, "__hash__"), [])
    custom = records.custom_in(interp.type_of(obj), "__hash__")
    if custom is not None:
        interp.refuse(f"hash() of what holds a {custom.__name__} isn't supported, which has a __hash__ of its own",
                      "hash a tuple of its attributes")  # fmt: skip
    return interp.op("py::hash", obj, result=ty.INT)


# --- numbers --------------------------------------------------------------------------------------------------------


@function(abs)
def absolute(interp: Interpreter, x: Abstract) -> Abstract:
    """``abs(x)``."""
    if known(interp, x):
        return natively(interp, abs, x)
    if _has_method(x, "__abs__"):
        return interp.call(interp.getattr(x, "__abs__"), [])

    def one(v: Abstract) -> Abstract:
        t = interp.type_of(v)
        if is_array(t):
            return numpy_core.ufunc(interp, "absolute", [v])
        if is_tensor(t):
            return emit(interp, "abs", [v])
        if t == ty.COMPLEX:
            return interp.op("py::abs", v, result=ty.FLOAT)
        if not is_number(t):
            interp.raise_(TypeError, f"bad operand type for abs(): '{type_name(t)}'")
        return interp.op("py::abs", v, result=ty.union(*(ty.INT if m == ty.BOOL else m for m in ty.members(t))))

    return _apart(interp, x, one)


@function(round)
def rounded(interp: Interpreter, number: Abstract, ndigits: Abstract = NONE) -> Abstract:
    """``round(x)`` is an int; with digits it is of the type of ``x``."""
    if known(interp, number, ndigits):
        return natively(interp, round, number, ndigits)

    if _has_method(number, "__round__"):
        return interp.call(interp.getattr(number, "__round__"), [] if ndigits is NONE else [ndigits])

    def one(v: Abstract) -> Abstract:
        t = interp.type_of(v)
        digits = interp.type_of(ndigits)
        if is_array(t):
            return _rounded_scalar(interp, v, ndigits)
        if not is_number(t):
            interp.raise_(TypeError, f"type {type_name(t)} doesn't define __round__ method")
        if digits == ty.NONE:
            result: ty.Type = ty.INT
        else:
            result = ty.union(*(ty.INT if m == ty.BOOL else m for m in ty.members(t)))
            if digits != ty.INT:
                result = ty.union(result, ty.INT)
        return interp.op("py::round", v, ndigits, result=result)

    return _apart(interp, number, one)


def _rounded_scalar(interp: Interpreter, v: Abstract, ndigits: Abstract) -> Abstract:
    """``round`` of a NumPy scalar: an int, or with digits a scalar of its dtype."""
    t = interp.type_of(v)
    assert isinstance(t, ty.ArrayType)
    if t.kind == "array":
        interp.raise_(TypeError, "type numpy.ndarray doesn't define __round__ method")
    if ndigits is NONE or (isinstance(ndigits, Static) and ndigits.value is None):
        number = interp.op("py::round", numpy_core.number(interp, v), None, result=ty.INT)
        return number
    return interp.call(interp.getattr(v, "round"), [ndigits])


@function(divmod)
def div_mod(interp: Interpreter, x: Abstract, y: Abstract) -> Abstract:
    """``divmod(x, y)``."""
    if known(interp, x, y):
        return natively(interp, divmod, x, y)
    if _has_method(x, "__divmod__"):
        return interp.call(interp.getattr(x, "__divmod__"), [y])
    tx, ty_ = interp.type_of(x), interp.type_of(y)
    if is_array(tx) or is_array(ty_):
        return TupleValue((interp.binary("floordiv", x, y), interp.binary("mod", x, y)))
    if is_tensor(tx) or is_tensor(ty_):
        interp.raise_(TypeError, f"unsupported operand type(s) for divmod(): '{type_name(tx)}' and '{type_name(ty_)}'")
    if any(isinstance(t, ty.UnionType) and is_number(t) for t in (tx, ty_)):
        return _each_kind(interp, [x, y], lambda both: div_mod(interp, *both))
    if isinstance(tx, ty.UnionType):
        return interp.split(x, lambda one: div_mod(interp, one, y))
    if isinstance(ty_, ty.UnionType):
        return interp.split(y, lambda one: div_mod(interp, x, one))
    if class_of(x) is None and class_of(y) is None and not (is_number(tx) and is_number(ty_)):
        interp.raise_(TypeError, f"unsupported operand type(s) for divmod(): '{type_name(tx)}' and '{type_name(ty_)}'")
    if {tx, ty_} <= {ty.BOOL, ty.INT, ty.FLOAT}:  # one operator, whose ZeroDivisionError has a message of its own
        number = ty.FLOAT if ty.FLOAT in (tx, ty_) else ty.INT
        return interp.op("py::divmod", x, y, result=ty.tuple_of(number, number))
    return TupleValue((interp.binary("floordiv", x, y), interp.binary("mod", x, y)))


@function(pow)
def power(interp: Interpreter, base: Abstract, exp: Abstract, mod: Abstract = NONE) -> Abstract:
    """``pow(x, y)`` and ``pow(x, y, m)``."""
    if known(interp, base, exp, mod):
        return natively(interp, pow, base, exp, mod)
    if mod is not NONE and _has_method(base, "__pow__"):
        return interp.call(interp.getattr(base, "__pow__"), [exp, mod])
    if mod is not NONE:
        return _each_kind(interp, [base, exp, mod], lambda numbers: _power_modulo(interp, numbers))
    return interp.binary("pow", base, exp)


def _power_modulo(interp: Interpreter, numbers: list[Abstract]) -> Abstract:
    if not all(interp.type_of(v) in (ty.INT, ty.BOOL) for v in numbers):
        interp.raise_(TypeError, "pow() 3rd argument not allowed unless all arguments are integers")
    whole = [interp.op("py::int", v, result=ty.INT) if interp.type_of(v) == ty.BOOL else v for v in numbers]
    return interp.op("py::pow_mod", *whole, result=ty.INT)


def _each_kind(
    interp: Interpreter, values: list[Abstract], use: Callable[[list[Abstract]], Abstract], done: int = 0
) -> Abstract:
    """``use`` of ``values``, each of which is of one type there, whichever of its union's it is."""
    if done == len(values):
        return use(values)

    def rest(one: Abstract) -> Abstract:
        return _each_kind(interp, [*values[:done], one, *values[done + 1 :]], use, done + 1)

    return interp.split(values[done], rest)


def dynamic_min(interp: Interpreter, a: Abstract, b: Abstract) -> Abstract:
    """``min(a, b)``: ``b`` only where it is smaller."""
    return _extreme(interp, "min", a, b)


def dynamic_max(interp: Interpreter, a: Abstract, b: Abstract) -> Abstract:
    """``max(a, b)``: ``b`` only where it is greater."""
    return _extreme(interp, "max", a, b)


def _extreme(interp: Interpreter, which: str, a: Abstract, b: Abstract) -> Abstract:
    a, b = plain(a), plain(b)
    ta, tb = interp.type_of(a), interp.type_of(b)
    if ((is_number(ta) and is_number(tb)) or ta == tb == ty.STR) and not (is_beyond(a) or is_beyond(b)):
        return interp.op(f"py::{which}", a, b, result=ty.join(ta, tb))
    second = interp.truth(interp.compare("lt" if which == "min" else "gt", b, a))
    if isinstance(second, bool):
        return b if second else a
    return interp.branch(second, lambda: b, lambda: a)


# --- strings --------------------------------------------------------------------------------------------------------


@function(format)
def format_builtin(interp: Interpreter, value: Abstract, format_spec: Abstract = Static("")) -> Abstract:
    """``format(value, spec)``."""
    return format_value(interp, value, "", format_spec)


def format_value(interp: Interpreter, v: Abstract, conversion: str, spec: Abstract) -> Abstract:
    """One ``{v!conversion:spec}`` of an f-string."""
    if isinstance(v, Choice):
        return choices.each(interp, v, lambda one: format_value(interp, one, conversion, spec))
    if conversion:
        text = _text(interp, v, conversion)
        return text if isinstance(spec, Static) and spec.value == "" else format_value(interp, text, "", spec)
    if known(interp, v, spec):
        return natively(interp, format, v, spec)
    cls = class_of(v)
    if cls is not None:
        if records.is_custom(cls, "__format__"):
            return interp.call(interp.getattr(v, "__format__"), [spec])
        number = objects.plain(interp, v)
        if number is v or (isinstance(spec, Static) and spec.value == ""):
            return _text(interp, v, "s")
        v = number
    empty = isinstance(spec, Static) and spec.value == ""
    if empty and not is_array(interp.type_of(v)) and not _may_be_tensor(interp, v):
        return _text(interp, v, "s")

    def one(part: Abstract) -> Abstract:
        if is_array(interp.type_of(part)):
            return interp.op("np::format", part, spec)
        if is_tensor(interp.type_of(part)):
            # A tensor without dims formats as its number; any other takes no format at all.
            return interp.op("tensor::format", _computed(interp, part), spec, result=ty.STR)
        return _text(interp, part, "s") if empty else interp.op("py::format", part, spec, result=ty.STR)

    return _apart(interp, v, one)


def _text(interp: Interpreter, v: Abstract, conversion: str) -> Abstract:
    names = {"s": "str", "r": "repr", "a": "ascii"}
    if known(interp, v):
        return natively(interp, getattr(builtins, names[conversion]), v)
    if class_of(v) is not None:
        return _object_text(interp, v, conversion)
    if isinstance(v, Dynamic) and objects.has_instances(v.type):
        return interp.split(v, lambda one: _text(interp, one, conversion))
    if interp.type_of(v) == ty.STR and conversion == "s":
        return v
    t = interp.type_of(v)
    if t == ty.EXCEPTION:
        return exception_text(interp, v, conversion)
    if is_tensor(t):
        return interp.op("tensor::text", _computed(interp, v), result=ty.STR)
    if _may_be_tensor(interp, v):
        return interp.split(v, lambda one: _text(interp, one, conversion))
    _refuse_parameters(interp, v)
    custom = records.custom_in(t, "__repr__", "__str__")
    if custom is not None:
        return container_texts.of_named_tuple(interp, v, conversion) or container_texts.of_container(interp, v)
    return interp.op(f"py::{names[conversion]}", v, result=ty.STR)


def _may_be_tensor(interp: Interpreter, v: Abstract) -> bool:
    return any(is_tensor(member) for member in ty.members(interp.type_of(v)))


def _refuse_parameters(interp: Interpreter, v: Abstract) -> None:
    """A container whose tensors torch writes with more than their elements."""
    if isinstance(v, Static) and is_tensor(interp.type_of(v)):
        _computed(interp, v)
    for part in (interp.items(v) or []) if isinstance(v, (TupleValue, Container)) else []:
        _refuse_parameters(interp, part)


def _computed(interp: Interpreter, v: Abstract) -> Abstract:
    """A tensor whose text torch gives without more about it: no parameter, nor what wants a gradient."""
    if isinstance(v, Static) and v.value.requires_grad:
        interp.refuse("the text of a parameter isn't supported", "format a tensor computed of it, w.detach() say")
    return v


def exception_text(interp: Interpreter, v: Abstract, conversion: str) -> Abstract:
    """``str(e)``, and ``repr(e)`` of one whose class says nothing else."""
    name = "py::exception_message" if conversion == "s" else "py::repr"
    return interp.op(name, interp.lift(v), result=ty.STR)


def _object_text(interp: Interpreter, v: Abstract, conversion: str) -> Abstract:
    cls = class_of(v)
    if issubclass(cls, BaseException):
        if conversion == "r" and isinstance(v, ObjectValue) and not records.is_custom(cls, "__repr__"):
            from ..exceptions import inherited_text

            return inherited_text(interp, v, "__repr__")  # which its __str__ may ask for
        return exception_text(interp, v, conversion)
    for name in ("__str__", "__repr__") if conversion == "s" else ("__repr__",):
        if records.is_custom(cls, name):
            return interp.call(interp.getattr(v, name), [])
    if records.container_base(cls) is not None:
        return interp.call(interp.getattr(v, "__repr__"), [])
    if issubclass(cls, enum.Enum):
        return interp.op("py::str" if conversion == "s" else "py::repr", interp.escape(v), result=ty.STR)
    parameters = getattr(cls, "__dataclass_params__", None)
    if parameters is None or not parameters.repr:
        interp.refuse(f"the text of a {cls.__name__} holds its address", f"give {cls.__name__} a __repr__ method")
    shown = [f.name for f in dataclasses.fields(cls) if f.repr]
    parts: list[Abstract] = [Static(f"{cls.__qualname__}(")]
    for index, name in enumerate(shown):
        parts.append(Static(f"{', ' if index else ''}{name}="))
        parts.append(_text(interp, interp.getattr(v, name), "r"))
    return concat(interp, [*parts, Static(")")])


def concat(interp: Interpreter, parts: list[Abstract]) -> Abstract:
    """The parts of an f-string as one str."""
    joined: list[Abstract] = []
    for part in parts:
        last = joined[-1] if joined else None
        if isinstance(part, Static) and isinstance(last, Static):
            joined[-1] = Static(last.value + part.value)
        else:
            joined.append(part)
    if len(joined) > 2:
        return interp.op("py::str_join", Static(""), TupleValue(tuple(joined)), result=ty.STR)
    if len(joined) == 2:
        return interp.op("py::add", joined[0], joined[1], result=ty.STR)
    return joined[0] if joined else Static("")


# --- time ---------------------------------------------------------------------------------------------------


def _clock(operator: str, *functions: Any, in_nanoseconds: Any = None) -> None:
    @function(*functions)
    def seconds(interp: Interpreter) -> Abstract:
        return interp.op(operator, result=ty.FLOAT)

    @function(in_nanoseconds)
    def nanoseconds(interp: Interpreter) -> Abstract:
        return interp.call(Static(int), [interp.binary("mult", seconds(interp), Static(1e9))])


_clock("py::time", time.time, in_nanoseconds=time.time_ns)
_clock("py::perf_counter", time.perf_counter, in_nanoseconds=time.perf_counter_ns)
_clock("py::perf_counter", time.monotonic, in_nanoseconds=time.monotonic_ns)
_clock("py::process_time", time.process_time, in_nanoseconds=time.process_time_ns)


__all__ = ["concat", "dynamic_max", "dynamic_min", "format_value"]
