"""Methods of int, float and complex, ``complex()``, ``bin``, ``hex``, ``oct`` and ``cmath``, on run-time values."""

from __future__ import annotations

import cmath
import math
from typing import TYPE_CHECKING, Any

from .... import types as ty
from ..values import Abstract, Dynamic, Static, TupleValue
from . import attribute, function, method
from .builtins import known, natively, to_index
from .operators import is_number, is_tensor, type_name
from .overloads import plain

if TYPE_CHECKING:
    from ..interpreter import Interpreter


def _as_int(interp: Interpreter, value: Abstract) -> Abstract:
    return interp.op("py::int", value, result=ty.INT) if interp.type_of(value) == ty.BOOL else value


# --- int ------------------------------------------------------------------------------------------------------------


@method("int", "bit_length")
def _bit_length(interp: Interpreter, self: Abstract) -> Abstract:
    return interp.op("py::int_bit_length", self, result=ty.INT)


@method("int", "bit_count")
def _bit_count(interp: Interpreter, self: Abstract) -> Abstract:
    return interp.op("py::int_bit_count", self, result=ty.INT)


@method("int", "conjugate", "__index__", "__int__")
def _itself(interp: Interpreter, self: Abstract) -> Abstract:
    return _as_int(interp, self)


@method("int", "as_integer_ratio")
def _ratio(interp: Interpreter, self: Abstract) -> Abstract:
    return TupleValue((_as_int(interp, self), Static(1)))


@method("int", "to_bytes")
def _to_bytes(
    interp: Interpreter, self: Abstract, length: Abstract = Static(1), byteorder: Abstract = Static("big"), *,
    signed: Abstract = Static(False),
) -> Abstract:  # fmt: skip
    return interp.op("py::int_to_bytes", self, plain(length), byteorder, signed, result=ty.BYTES)


@function(int.from_bytes)
def _from_bytes(
    interp: Interpreter, bytes: Abstract, byteorder: Abstract = Static("big"), *, signed: Abstract = Static(False)
) -> Abstract:
    if known(interp, bytes, byteorder, signed):
        return natively(interp, int.from_bytes, bytes, byteorder, signed=signed)
    content = interp.call(Static(_BYTES), [bytes])
    return interp.op("py::int_from_bytes", content, byteorder, signed, result=ty.INT)


_BYTES = bytes


@attribute("int", "real", "numerator")
def _real(interp: Interpreter, self: Dynamic) -> Abstract:
    return _as_int(interp, self)


@attribute("int", "imag")
def _imag(interp: Interpreter, self: Dynamic) -> Abstract:
    return Static(0)


@attribute("int", "denominator")
def _denominator(interp: Interpreter, self: Dynamic) -> Abstract:
    return Static(1)


def _in_base(fn: Any, spec: str) -> None:
    @function(fn)
    def convert(interp: Interpreter, number: Abstract) -> Abstract:
        if known(interp, number):
            return natively(interp, fn, number)
        number = to_index(interp, number)
        kind = interp.type_of(number)
        if isinstance(kind, ty.UnionType):
            return interp.split(number, lambda one: convert(interp, one))
        if kind not in (ty.INT, ty.BOOL):
            interp.raise_(TypeError, f"'{type_name(kind)}' object cannot be interpreted as an integer")
        return interp.op("py::format", _as_int(interp, number), Static(spec), result=ty.STR)


for _fn, _spec in ((bin, "#b"), (oct, "#o"), (hex, "#x")):
    _in_base(_fn, _spec)


# --- float ----------------------------------------------------------------------------------------------------------


@method("float", "is_integer")
def _is_integer(interp: Interpreter, self: Abstract) -> Abstract:
    return interp.op("py::float_is_integer", self, result=ty.BOOL)


@method("float", "as_integer_ratio")
def _float_ratio(interp: Interpreter, self: Abstract) -> Abstract:
    made = interp.op("py::float_as_integer_ratio", self, result=ty.tuple_of(ty.INT, ty.INT))
    return TupleValue(tuple(interp.items(made) or ()))


@method("float", "hex")
def _hex(interp: Interpreter, self: Abstract) -> Abstract:
    return interp.op("py::float_hex", self, result=ty.STR)


@method("float", "conjugate", "__float__")
def _same(interp: Interpreter, self: Abstract) -> Abstract:
    return self


@attribute("float", "real")
def _float_real(interp: Interpreter, self: Dynamic) -> Abstract:
    return self


@attribute("float", "imag")
def _float_imag(interp: Interpreter, self: Dynamic) -> Abstract:
    return Static(0.0)


# --- complex --------------------------------------------------------------------------------------------------------


@function(complex)
def _complex(interp: Interpreter, real: Abstract = Static(0), imag: Abstract = Static(0)) -> Abstract:
    """``complex(real, imag)``."""
    if known(interp, real, imag):
        return natively(interp, complex, *([real] if interp.type_of(real) == ty.STR else [real, imag]))
    parts = [interp.call(Static(float), [v]) if is_tensor(interp.type_of(v)) else v for v in (real, imag)]
    if interp.type_of(real) == ty.STR:
        interp.refuse("complex() of a text that is only known at run time isn't supported", "read its two parts apart")
    return interp.op("py::complex", plain(parts[0]), plain(parts[1]), result=ty.COMPLEX)


@method("complex", "conjugate")
def _conjugate(interp: Interpreter, self: Abstract) -> Abstract:
    return interp.op("py::complex_conjugate", self, result=ty.COMPLEX)


@attribute("complex", "real")
def _complex_real(interp: Interpreter, self: Dynamic) -> Abstract:
    return interp.op("py::complex_real", self, result=ty.FLOAT)


@attribute("complex", "imag")
def _complex_imag(interp: Interpreter, self: Dynamic) -> Abstract:
    return interp.op("py::complex_imag", self, result=ty.FLOAT)


def _cmath_rule(name: str, result: ty.Type) -> None:
    fn = getattr(cmath, name)

    @function(fn)
    def rule(interp: Interpreter, *args: Abstract) -> Abstract:
        if known(interp, *args):
            return natively(interp, fn, *args)
        if len(args) != (2 if name == "rect" else 1):
            interp.raise_(TypeError, f"cmath.{name}() takes {2 if name == 'rect' else 1} arguments ({len(args)} given)")
        return interp.op(f"py::cmath_{name}", *map(plain, args), result=result)


for _name in "sqrt exp sin cos tan sinh cosh tanh asin acos atan asinh acosh atanh rect".split():
    _cmath_rule(_name, ty.COMPLEX)
for _name in ("isnan", "isinf", "isfinite"):
    _cmath_rule(_name, ty.BOOL)
_cmath_rule("phase", ty.FLOAT)


@function(cmath.log)
def _log(interp: Interpreter, z: Abstract, *base: Abstract) -> Abstract:
    if known(interp, z, *base):
        return natively(interp, cmath.log, z, *base)
    logs = [interp.op("py::cmath_log", plain(v), result=ty.COMPLEX) for v in (z, *base)]
    return logs[0] if not base else interp.binary("div", logs[0], logs[1])


@function(cmath.log10)
def _log10(interp: Interpreter, z: Abstract) -> Abstract:
    return interp.binary("div", _log(interp, z), Static(math.log(10)))


@function(cmath.polar)
def _polar(interp: Interpreter, z: Abstract) -> Abstract:
    if known(interp, z):
        return natively(interp, cmath.polar, z)
    size = interp.call(Static(abs), [z])
    if is_number(interp.type_of(z)):
        size = interp.call(Static(float), [size])
    return TupleValue((size, interp.op("py::cmath_phase", plain(z), result=ty.FLOAT)))
