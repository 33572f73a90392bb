"""Python's ``struct`` on values that are only known at run time; the format is known, and says what there is."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from .... import types as ty
from ....stdlib import packed
from ..values import NONE, Abstract, Static
from . import function, instance_method
from .builtins import known, natively

if TYPE_CHECKING:
    from ..interpreter import Interpreter


@function(struct.pack)
def _pack(interp: Interpreter, format: Abstract, *values: Abstract) -> Abstract:
    if known(interp, format, *values):
        return natively(interp, struct.pack, format, *values)
    return interp.op("py::struct_pack", _text(interp, format), interp.new_list(values), result=ty.BYTES)


@function(struct.unpack)
def _unpack(interp: Interpreter, format: Abstract, buffer: Abstract) -> Abstract:
    if known(interp, format, buffer):
        return natively(interp, struct.unpack, format, buffer)
    return _taken(interp, format, buffer, NONE)


@function(struct.unpack_from)
def _unpack_from(
    interp: Interpreter, format: Abstract, buffer: Abstract, offset: Abstract = Static(0)
) -> Abstract:  # fmt: skip
    if known(interp, format, buffer, offset):
        return natively(interp, struct.unpack_from, format, buffer, offset)
    return _taken(interp, format, buffer, offset)


@function(struct.iter_unpack)
def _iter_unpack(interp: Interpreter, format: Abstract, buffer: Abstract) -> Abstract:
    if known(interp, format, buffer):
        return natively(interp, struct.iter_unpack, format, buffer)
    size = struct.calcsize(_text(interp, format))
    return interp.call(Static(packed.unpack_each), [format, buffer, Static(size)])


@function(struct.calcsize)
def _calcsize(interp: Interpreter, format: Abstract) -> Abstract:
    return natively(interp, struct.calcsize, Static(_text(interp, format)))


def _of_struct(name: str) -> None:
    @instance_method(struct.Struct, name)
    def method(interp: Interpreter, compiled: Static, *args: Abstract, **kwargs: Abstract) -> Abstract:
        return interp.call(Static(getattr(struct, name)), [Static(compiled.value.format), *args], kwargs)


for _name in ("pack", "unpack", "unpack_from", "iter_unpack"):
    _of_struct(_name)


def _taken(interp: Interpreter, format: Abstract, buffer: Abstract, offset: Abstract) -> Abstract:
    """The values as a tuple, of the types that the format says."""
    text = _text(interp, format)
    try:
        samples = struct.unpack(text, bytes(struct.calcsize(text)))
    except struct.error as error:
        interp.raise_(struct.error, str(error))
    types: list[ty.Type] = [
        ty.BOOL if isinstance(v, bool) else ty.INT if isinstance(v, int) else ty.FLOAT if isinstance(v, float)
        else ty.BYTES for v in samples
    ]  # fmt: skip
    return interp.op("py::struct_unpack", text, buffer, offset, result=ty.tuple_of(*types))


def _text(interp: Interpreter, format: Abstract) -> str:
    if not interp.is_static(format):
        interp.refuse("a format of struct that is only known at run time can't be compiled", "write it out")
    held = interp.python(format)
    return held.decode() if isinstance(held, bytes) else str(held)
