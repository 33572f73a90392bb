"""``unicodedata`` on texts that are only known at run time.

Normal forms, categories and combining classes are the runtime's. Whatever else is asked of a character is looked up in
a table that a program which asks it brings along, made of Python's own.
"""

from __future__ import annotations

import functools
import sys
import unicodedata
from typing import TYPE_CHECKING, Any

from .... import types as ty
from ....stdlib import characters
from ..values import Abstract, Static
from . import calls, function
from .builtins import known, natively
from .overloads import plain

if TYPE_CHECKING:
    from ..interpreter import Interpreter


def _rule(name: str, result: ty.Type) -> None:
    fn: Any = getattr(unicodedata, name)

    @function(fn)
    def rule(interp: Interpreter, *args: Abstract) -> Abstract:
        if known(interp, *args):
            return natively(interp, fn, *args)
        wanted = 2 if name == "normalize" else 1
        if len(args) != wanted:
            interp.raise_(TypeError, f"{name} expected {wanted} arguments, got {len(args)}")
        return interp.op(f"py::unicode_{name}", *map(plain, args), result=result)


_rule("normalize", ty.STR)
_rule("category", ty.STR)
_rule("combining", ty.INT)
function(unicodedata.is_normalized)(calls(characters.is_normalized))


@functools.cache
def _ranges(name: str) -> tuple[list[int], list[Any]]:
    """Where ranges of characters with the same property begin, and what it is."""
    told: Any = getattr(unicodedata, name)
    starts: list[int] = []
    values: list[Any] = []
    for code in range(sys.maxunicode + 1):
        value = told(chr(code))
        if not values or value != values[-1]:
            starts.append(code)
            values.append(value)
    return starts, values


def _property(name: str) -> None:
    fn: Any = getattr(unicodedata, name)

    @function(fn)
    def rule(interp: Interpreter, chr: Abstract, /) -> Abstract:
        if known(interp, chr):
            return natively(interp, fn, chr)
        starts, values = _ranges(name)
        return interp.call(Static(characters.property_of), [Static(name), Static(starts), Static(values), chr])


for _name in ("east_asian_width", "bidirectional", "mirrored"):
    _property(_name)


@functools.cache
def _values(name: str) -> dict[int, Any]:
    """The characters that have a value."""
    told: Any = getattr(unicodedata, name)
    found = ((code, told(chr(code), None)) for code in range(sys.maxunicode + 1))
    return {code: value for code, value in found if value is not None}


def _number(name: str) -> None:
    fn: Any = getattr(unicodedata, name)

    @function(fn)
    def rule(interp: Interpreter, chr: Abstract, *default: Abstract) -> Abstract:
        if known(interp, chr, *default):
            return natively(interp, fn, chr, *default)
        wanted: Any = characters.value_or if default else characters.value_of
        return interp.call(Static(wanted), [Static(name), Static(_values(name)), chr, *default])


for _name in ("numeric", "decimal", "digit"):
    _number(_name)
