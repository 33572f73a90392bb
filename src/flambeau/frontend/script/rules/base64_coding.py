"""``binascii``'s base 64, which Python's ``base64`` calls, and its hexadecimal digits."""

from __future__ import annotations

import binascii
from typing import TYPE_CHECKING

from .... import types as ty
from ....stdlib import coding as source
from ..values import Abstract, Static
from . import function

if TYPE_CHECKING:
    from ..interpreter import Interpreter


@function(binascii.a2b_base64)
def _decode(interp: Interpreter, data: Abstract, *, strict_mode: Abstract = Static(False)) -> Abstract:
    return interp.call(Static(source.a2b_base64), [data, strict_mode])


@function(binascii.b2a_base64)
def _encode(interp: Interpreter, data: Abstract, *, newline: Abstract = Static(True)) -> Abstract:
    return interp.call(Static(source.b2a_base64), [data, newline])


@function(source.encoded)
def _encoded(interp: Interpreter, data: Abstract) -> Abstract:
    return interp.op("py::base64_encode", data, result=ty.BYTES)


@function(source.decoded)
def _decoded(interp: Interpreter, data: Abstract) -> Abstract:
    return interp.op("py::base64_decode", data, result=ty.union(ty.BYTES, ty.INT, ty.NONE))


@function(binascii.hexlify, binascii.b2a_hex)
def _hexlify(interp: Interpreter, data: Abstract) -> Abstract:
    return interp.call(Static(source.hexlify), [data])


@function(binascii.unhexlify, binascii.a2b_hex)
def _unhexlify(interp: Interpreter, hexstr: Abstract) -> Abstract:
    return interp.call(Static(source.unhexlify), [hexstr])
