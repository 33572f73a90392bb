"""Python's ``struct`` on values that are only known at run time.

The format is known and says what there is; or it is put together of known pieces and numbers, which say how often:

    struct.unpack(f"<{n}h", data)       a tuple of any length, of ints
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from .... import types as ty
from ....ir import Value
from ....stdlib import packed
from ..values import NONE, Abstract, Dynamic, Static
from . import function, instance_method
from .builtins import known, natively
from .bytes import of_bytearray

if TYPE_CHECKING:
    from ..interpreter import Interpreter


@function(struct.pack)
def _pack(interp: Interpreter, format: Abstract, *values: Abstract) -> Abstract:
    if known(interp, format, *values):
        return natively(interp, struct.pack, format, *values)
    return pack_listed(interp, format, interp.new_list(values))


def pack_listed(interp: Interpreter, format: Abstract, values: Abstract) -> Abstract:
    """``struct.pack(format, *values)``."""
    text = format if _codes(format) is not None else Static(_text(interp, format))
    return interp.op("py::struct_pack", text, values, result=ty.BYTES)


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
    return interp.call(Static(packed.unpack_each), [format, of_bytearray(interp, buffer), Static(size)])


@function(struct.pack_into)
def _pack_into(
    interp: Interpreter, format: Abstract, buffer: Abstract, offset: Abstract, *values: Abstract
) -> Abstract:  # fmt: skip
    return interp.call(Static(packed.pack_into), [buffer, offset, _pack(interp, format, *values)])


@function(struct.calcsize)
def _calcsize(interp: Interpreter, format: Abstract) -> Abstract:
    return natively(interp, struct.calcsize, Static(_text(interp, format)))


def _of_struct(name: str) -> None:
    @instance_method(struct.Struct, name)
    def method(interp: Interpreter, compiled: Static, *args: Abstract, **kwargs: Abstract) -> Abstract:
        return interp.call(Static(getattr(struct, name)), [Static(compiled.value.format), *args], kwargs)


for _name in ("pack", "pack_into", "unpack", "unpack_from", "iter_unpack"):
    _of_struct(_name)


def _taken(interp: Interpreter, format: Abstract, buffer: Abstract, offset: Abstract) -> Abstract:
    """The values as a tuple, of the types that the format says."""
    buffer = of_bytearray(interp, buffer)
    codes = _codes(format)
    if codes is not None:
        kinds = (_KINDS.get(code, ty.INT) for code in codes if code.isalpha() and code != "x" or code == "?")
        return interp.op("py::struct_unpack", format, buffer, offset, result=ty.any_tuple_of(ty.union(*kinds)))
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


_KINDS: dict[str, ty.Type] = {
    "?": ty.BOOL, "c": ty.BYTES, "s": ty.BYTES, "p": ty.BYTES, "e": ty.FLOAT, "f": ty.FLOAT, "d": ty.FLOAT,
}  # fmt: skip


def _codes(format: Abstract) -> str | None:
    """What a format consists of beside numbers; None where it is known, or nothing is known of its pieces."""
    return _pieces(format.value) if isinstance(format, Dynamic) else None


def _pieces(value: Value) -> str | None:
    op = value.op
    if op is None:
        return None
    operands = list(op.operands)
    if op.name == "constant":
        held = op.attrs["value"]
        return held if isinstance(held, str) else None
    if op.name in ("py::str", "py::format"):
        spec = _pieces(operands[1]) if len(operands) > 1 else ""
        return "" if operands[0].type == ty.INT and spec in ("", "d") else None
    if op.name == "py::mod":
        template = _pieces(operands[0])
        left = None if template is None else template.replace("%d", "")
        return None if left is None or "%" in left else left
    if op.name == "py::mul":
        operands = [one for one in operands if one.type == ty.STR]
    elif op.name == "py::str_join" and operands[1].op is not None and operands[1].op.name in ("tuple", "list"):
        operands = [operands[0], *operands[1].op.operands]
    elif op.name != "py::add":
        return None
    pieces = [_pieces(one) for one in operands]
    return None if None in pieces else "".join(piece for piece in pieces if piece)


def _text(interp: Interpreter, format: Abstract) -> str:
    if not interp.is_static(format):
        interp.refuse(
            "a format of struct that is only known at run time can't be compiled",
            'write it out, with numbers that the program computes: f"<{n}f"',
        )
    held = interp.python(format)
    return held.decode() if isinstance(held, bytes) else str(held)
