"""Methods of bytes and ``bytes()``, on values that are only known at run time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .... import types as ty
from ....stdlib import bytearrays, bytes_texts, coding
from .. import objects
from ..values import NONE, Abstract, Static
from . import function, method
from .builtins import known, natively
from .operators import type_name
from .overloads import plain
from .strings import fresh

if TYPE_CHECKING:
    from ..interpreter import Interpreter

# Every method: its parameters after self with their defaults (... where there is none), and its result.
_RANGE = {"start": None, "end": None}
METHODS: dict[str, tuple[dict[str, Any], ty.Type]] = {
    **{n: ({"sub": ..., **_RANGE}, ty.INT) for n in ("find", "rfind", "index", "rindex", "count")},
    **{n: ({"prefix": ..., **_RANGE}, ty.BOOL) for n in ("startswith", "endswith")},
    **{n: ({"sep": None, "maxsplit": -1}, ty.list_of(ty.BYTES)) for n in ("split", "rsplit")},
    **{n: ({"sep": ...}, ty.tuple_of(ty.BYTES, ty.BYTES, ty.BYTES)) for n in ("partition", "rpartition")},
    **{n: ({"chars": None}, ty.BYTES) for n in ("strip", "lstrip", "rstrip")},
    **{n: ({}, ty.BYTES) for n in ("lower", "upper")},
    **{n: ({}, ty.BOOL) for n in ("isdigit", "isalpha", "isalnum", "isspace")},
    "replace": ({"old": ..., "new": ..., "count": -1}, ty.BYTES),
    "splitlines": ({"keepends": False}, ty.list_of(ty.BYTES)),
    "removeprefix": ({"prefix": ...}, ty.BYTES),
    "removesuffix": ({"suffix": ...}, ty.BYTES),
    "decode": ({"encoding": "utf-8", "errors": "strict"}, ty.STR),
    "hex": ({}, ty.STR),
}  # fmt: skip


def _bytes_rule(name: str, parameters: dict[str, Any], result: ty.Type) -> None:
    @method("bytes", name)
    def rule(interp: Interpreter, self: Abstract, *args: Abstract, **kwargs: Abstract) -> Abstract:
        if name == "hex" and (args or kwargs):
            return interp.call(Static(bytes_texts.hex_with_separators), [self, *args], kwargs)
        given = {**dict(zip(parameters, args)), **kwargs}
        if len(args) > len(parameters) or not given.keys() <= parameters.keys():
            interp.refuse(f"bytes.{name}() with these arguments isn't supported on a value known only at run time")
        operands = [self]
        for parameter, default in parameters.items():
            if parameter not in given and default is ...:
                interp.raise_(TypeError, f"{name} expected at least 1 argument, got {len(args)}")
            operands.append(plain(given.get(parameter, Static(default))))
        return interp.op(f"py::bytes_{name}", *operands, result=fresh(interp, result))


for _name, (_parameters, _result) in METHODS.items():
    _bytes_rule(_name, _parameters, _result)


@method("bytes", "join")
def _join(interp: Interpreter, self: Abstract, iterable: Abstract) -> Abstract:
    parts = interp.items(iterable)
    if parts is None:
        iterable = interp.call(Static(list), [iterable], {})
        if any(isinstance(m, ty.ClassType) for m in ty.members(interp.element_type(interp.type_of(iterable)))):
            iterable = interp.call(Static(bytes_texts.as_bytes), [iterable])
    else:
        iterable = interp.new_list(of_bytearray(interp, part) for part in parts)
    return interp.op("py::bytes_join", self, iterable, result=ty.BYTES)


@function(bytes)
def _bytes(
    interp: Interpreter, source: Abstract = Static(b""), encoding: Abstract = NONE, errors: Abstract = NONE
) -> Abstract:
    """``bytes(numbers)``, ``bytes(size)``, ``bytes(text, encoding)``."""
    if source is not NONE and known(interp, source, encoding, errors):
        given = [v for v in (source, encoding, errors) if v is not NONE]
        return natively(interp, bytes, *given)
    if isinstance(interp.type_of(source), ty.UnionType):
        return interp.split(source, lambda one: _bytes(interp, one, encoding, errors))
    if interp.type_of(source) in (ty.NONE, ty.FLOAT):
        name = type_name(interp.type_of(source))
        interp.raise_(TypeError, f"cannot convert '{name}' object to bytes")
    if interp.type_of(source) == ty.STR and encoding is not NONE:
        rest = [encoding] if errors is NONE else [encoding, errors]
        return interp.call(interp.getattr(source, "encode"), rest)
    if interp.type_of(source) not in (ty.INT, ty.BYTES, ty.STR) and interp.items(source) is None:
        source = interp.call(Static(list), [source], {})
    return interp.op("py::bytes", source, result=ty.BYTES)


@function(float.fromhex)
def _float_fromhex(interp: Interpreter, string: Abstract) -> Abstract:
    if known(interp, string):
        return natively(interp, float.fromhex, string)
    return interp.call(Static(coding.float_of_hex), [string])


@function(bytes.fromhex)
def _fromhex(interp: Interpreter, string: Abstract) -> Abstract:
    if known(interp, string):
        return natively(interp, bytes.fromhex, string)
    return interp.op("py::bytes_fromhex", string, result=ty.BYTES)


@function(bytearray)
def _bytearray(interp: Interpreter, *args: Abstract, **kwargs: Abstract) -> Abstract:
    return interp.call(Static(bytearrays.ByteArray), list(args), kwargs)


@method("bytes", "translate")
def _translate(interp: Interpreter, self: Abstract, table: Abstract, delete: Abstract = Static(b"")) -> Abstract:
    return interp.call(Static(bytearrays.translate), [self, table, delete])


def _written(name: str) -> None:
    @method("bytes", name)
    def rule(interp: Interpreter, self: Abstract, *args: Abstract, **kwargs: Abstract) -> Abstract:
        return interp.call(Static(getattr(bytes_texts, name)), [self, *args], kwargs)


for _name in ("swapcase capitalize title istitle islower isupper isascii ljust rjust center zfill expandtabs").split():
    _written(_name)


def of_bytearray(interp: Interpreter, value: Abstract) -> Abstract:
    """The bytes that a bytearray of the program holds; any other value as it is."""
    return interp.call(Static(bytes), [value]) if objects.class_of(value) is bytearrays.ByteArray else value
