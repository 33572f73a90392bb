"""``hashlib`` and the checksums of ``zlib``, of what only the running program knows."""

from __future__ import annotations

import binascii
import hashlib
import zlib
from collections.abc import Callable
from typing import TYPE_CHECKING

from .... import types as ty
from ....stdlib import hashing
from ..values import Abstract, Static
from . import function
from .bytes import of_bytearray

if TYPE_CHECKING:
    from ..interpreter import Interpreter

_SECURITY = "usedforsecurity"  # which changes nothing about a digest


@function(hashing.digest_of)
def _digest_of(interp: Interpreter, name: Abstract, data: Abstract) -> Abstract:
    return interp.op("py::digest", name, data, result=ty.BYTES)


@function(hashlib.new)
def _new(interp: Interpreter, name: Abstract, *data: Abstract, **options: Abstract) -> Abstract:
    options.pop(_SECURITY, None)
    if interp.is_static(name):
        name = Static(str(interp.python(name)).lower())
        if name.value not in hashing.SIZES and name.value in hashlib.algorithms_available:
            interp.refuse(f"the digest {name.value} isn't supported", f"use one of {', '.join(hashing.SIZES)}")
    return interp.call(Static(hashing.Hash), [name, *data], options)


def _named(name: str) -> Callable[..., Abstract]:
    def make(interp: Interpreter, *data: Abstract, **options: Abstract) -> Abstract:
        given = options.pop("string", None)
        return _new(interp, Static(name), *([given] if given is not None else data), **options)

    return make


for _name in hashing.SIZES:
    function(getattr(hashlib, _name))(_named(_name))


def _checksum(name: str, first: int) -> Callable[..., Abstract]:
    def rule(interp: Interpreter, data: Abstract, value: Abstract = Static(first)) -> Abstract:
        return interp.op("py::checksum", name, of_bytearray(interp, data), value, result=ty.INT)

    return rule


function(zlib.crc32, binascii.crc32)(_checksum("crc32", 0))
function(zlib.adler32)(_checksum("adler32", 1))
