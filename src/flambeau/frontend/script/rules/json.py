"""``json.dumps``, ``json.loads``, and both to and from text files in memory, of values that are only known at run time.

What ``json.loads`` gives has no type before it is read: it is a union of all that JSON can hold, down to a depth. Each
use of it is compiled for all members, and narrows: ``data["boxes"]`` is one level less deep.
"""

from __future__ import annotations

import functools
import json
from typing import TYPE_CHECKING

from .... import types as ty
from ..lifting import settle
from ..values import NONE, Abstract, Static
from . import function
from .builtins import known, natively
from .overloads import plain

if TYPE_CHECKING:
    from ..interpreter import Interpreter

LEVELS = 5  # of lists and dicts in what json.loads gives
FALSE, TRUE = Static(False), Static(True)


@function(json.dumps)
def _dumps(
    interp: Interpreter, obj: Abstract, *, ensure_ascii: Abstract = TRUE, indent: Abstract = NONE,
    separators: Abstract = NONE, sort_keys: Abstract = FALSE, default: Abstract = NONE,
    check_circular: Abstract = TRUE, allow_nan: Abstract = TRUE,
) -> Abstract:  # fmt: skip
    if default is not NONE and not _is_plain(settle(interp.type_of(obj))):
        interp.refuse(
            "json.dumps() calls no function for what JSON can't hold",
            "convert such values before: numbers with float() or int(), arrays with tolist(), others with str()",
        )
    if not (isinstance(allow_nan, Static) and allow_nan.value):
        interp.refuse("json.dumps() with allow_nan=False isn't supported", "look for NaN before, with math.isnan()")
    if known(interp, obj, ensure_ascii, indent, separators, sort_keys):
        chosen = {"ensure_ascii": ensure_ascii, "indent": indent, "separators": separators, "sort_keys": sort_keys}
        return natively(interp, json.dumps, obj, **chosen)
    parts = interp.items(separators) if separators is not NONE else None
    if parts is None:
        parts = [Static(", " if indent is NONE else ","), Static(": ")]
    return interp.op("py::json_dumps", obj, plain(indent), sort_keys, ensure_ascii, parts[0], parts[1], result=ty.STR)


def _is_plain(type: ty.Type) -> bool:
    """Whether JSON can hold all values of a type."""
    if isinstance(type, ty.UnionType):
        return all(map(_is_plain, type.members))
    if isinstance(type, ty.Generic) and type.name in ("List", "Tuple", "TupleOf", "Dict"):
        return all(map(_is_plain, type.args))
    return type in (ty.NEVER, ty.NONE, ty.BOOL, ty.INT, ty.FLOAT, ty.STR)


@function(json.loads)
def _loads(interp: Interpreter, s: Abstract) -> Abstract:
    if known(interp, s):
        return natively(interp, json.loads, s)
    if interp.type_of(s) == ty.BYTES:
        s = interp.call(interp.getattr(s, "decode"), [])
    return interp.op("py::json_loads", s, result=_loaded(LEVELS))


@function(json.dump)
def _dump(interp: Interpreter, obj: Abstract, fp: Abstract, **options: Abstract) -> Abstract:
    interp.call(interp.getattr(fp, "write"), [interp.call(Static(json.dumps), [obj], options)])
    return NONE


@function(json.load)
def _load(interp: Interpreter, fp: Abstract, **options: Abstract) -> Abstract:
    return interp.call(Static(json.loads), [interp.call(interp.getattr(fp, "read"), [])], options)


@functools.cache
def _loaded(levels: int) -> ty.Type:
    """What JSON of that many levels of lists and dicts is read as; the program raises TypeError for a deeper one."""
    plain_types = (ty.NONE, ty.BOOL, ty.INT, ty.FLOAT, ty.STR)
    if levels == 0:
        return ty.union(*plain_types)
    held = _loaded(levels - 1)
    return ty.union(*plain_types, ty.list_of(held), ty.dict_of(ty.STR, held))
