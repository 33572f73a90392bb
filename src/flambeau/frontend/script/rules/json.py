"""``json.dumps``, ``json.loads``, and both to and from text files in memory, of values that are only known at run time.

What ``json.loads`` gives has no type before it is read: it is a union of all that JSON can hold, down to a depth. Each
use of it is compiled for all members, and narrows: ``data["boxes"]`` is one level less deep.
"""

from __future__ import annotations

import functools
import json
from typing import TYPE_CHECKING

from .... import types as ty
from ....stdlib import sequences
from .. import containers, nesting, objects, records
from ..values import NONE, Abstract, Builtin, Key, Static
from . import function
from .builtins import known, natively
from .overloads import plain

if TYPE_CHECKING:
    from ..interpreter import Interpreter

MOST_ASKED = 8  # how often what a default gives is asked for again
FALSE, TRUE = Static(False), Static(True)


@function(json.dumps)
def _dumps(
    interp: Interpreter, obj: Abstract, *, ensure_ascii: Abstract = TRUE, indent: Abstract = NONE,
    separators: Abstract = NONE, sort_keys: Abstract = FALSE, default: Abstract = NONE,
    check_circular: Abstract = TRUE, allow_nan: Abstract = TRUE, cls: Abstract = NONE,
) -> Abstract:  # fmt: skip
    if cls is not NONE:
        default = _default_of(interp, cls)
    if default is not NONE:
        obj = _held(interp, obj, default)
    if not (isinstance(allow_nan, Static) and allow_nan.value):
        interp.refuse("json.dumps() with allow_nan=False isn't supported", "look for NaN before, with math.isnan()")
    if known(interp, obj, ensure_ascii, indent, separators, sort_keys):
        chosen = {"ensure_ascii": ensure_ascii, "indent": indent, "separators": separators, "sort_keys": sort_keys}
        return natively(interp, json.dumps, obj, **chosen)
    parts = interp.items(separators) if separators is not NONE else None
    if parts is None:
        parts = [Static(", " if indent is NONE else ","), Static(": ")]
    return interp.op("py::json_dumps", obj, plain(indent), sort_keys, ensure_ascii, parts[0], parts[1], result=ty.STR)


def _default_of(interp: Interpreter, cls: Abstract) -> Abstract:
    """The method of an encoder's class that is asked for what JSON can't hold."""
    made = interp.python(cls)
    if not isinstance(made, type) or not issubclass(made, json.JSONEncoder):
        interp.refuse("json.dumps() takes a subclass of json.JSONEncoder for cls", "give it such a class, or default")
    if made.encode is not json.JSONEncoder.encode or made.iterencode is not json.JSONEncoder.iterencode:
        interp.refuse(f"{made.__name__} encodes in its own way, not only what JSON can't hold",
                      "override only its method default()")  # fmt: skip
    if made.__init__ is not json.JSONEncoder.__init__:
        interp.refuse(f"{made.__name__} is made in its own way", "override only its method default()")
    return interp.getattr(Static(made()), "default") if made.default is not json.JSONEncoder.default else NONE


def _held(interp: Interpreter, value: Abstract, default: Abstract, depth: int = 0) -> Abstract:
    """``value`` as JSON holds it: what it can't hold is what ``default`` gives for it, at any depth. ``depth`` says
    how often that was asked on the way."""
    held = interp.type_of(value)
    if isinstance(held, ty.UnionType):
        return interp.split(value, lambda one: _held(interp, one, default, depth))
    if _is_plain(held):
        return value
    if nesting.nests(held):
        return interp.call(Static(sequences.held_by_json), [value, default])
    each = Builtin("held", lambda interp, part: _held(interp, part, default, depth))
    base = records.container_base(objects.class_of(value)) if objects.class_of(value) is not None else None
    kind = containers.kind_of(value) if base is None else base.__name__
    if kind == "dict":
        pairs = containers.dict_pairs(interp, value) if base is None else None
        if pairs is None:
            return interp.call(Static(sequences.copy_values), [value, each])
        return interp.new_dict((Key(interp.python(key)), interp.call(each, [part])) for key, part in pairs)
    if kind in ("list", "tuple"):
        known = interp.items(value) if base is None else None
        if known is not None:
            return interp.new_list([interp.call(each, [item]) for item in known])
        return interp.call(Static(sequences.copy_each), [value, each])
    if objects.plain(interp, value) is not value:
        return value  # a member of an IntEnum is a number
    if isinstance(held, ty.ArrayType):  # a float64 is a float
        is_float = interp.truth(interp.call(Static(isinstance), [value, Static(float)]))
        if not isinstance(is_float, bool):
            as_float = functools.partial(interp.call, Static(float), [value])
            return interp.branch(is_float, as_float, lambda: _asked(interp, value, default, depth))
        if is_float:
            return value
    return _asked(interp, value, default, depth)


def _asked(interp: Interpreter, value: Abstract, default: Abstract, depth: int = 0) -> Abstract:
    if depth > MOST_ASKED:
        interp.refuse("what the default of json.dumps() gives is asked for again without end", "return what JSON holds")
    return _held(interp, interp.call(default, [value]), default, depth + 1)


def _is_plain(type: ty.Type) -> bool:
    """Whether JSON can hold all values of a type."""
    return all(
        part in (ty.NEVER, ty.NONE, ty.BOOL, ty.INT, ty.FLOAT, ty.STR)
        or (isinstance(part, ty.Generic) and part.name in ("List", "Tuple", "TupleOf", "Dict"))
        for part in nesting.parts(type)
    )


@function(json.loads)
def _loads(interp: Interpreter, s: Abstract, object_hook: Abstract = NONE) -> Abstract:
    if known(interp, s):
        read = natively(interp, json.loads, s)
    else:
        text = s if interp.type_of(s) != ty.BYTES else interp.call(interp.getattr(s, "decode"), [])
        read = interp.op("py::json_loads", text, result=_loaded(interp))
    return read if object_hook is NONE else interp.call(Static(sequences.hooked), [read, object_hook])


@function(json.dump)
def _dump(interp: Interpreter, obj: Abstract, fp: Abstract, **options: Abstract) -> Abstract:
    interp.call(interp.getattr(fp, "write"), [interp.call(Static(json.dumps), [obj], options)])
    return NONE


@function(json.load)
def _load(interp: Interpreter, fp: Abstract, **options: Abstract) -> Abstract:
    return interp.call(Static(json.loads), [interp.call(interp.getattr(fp, "read"), [])], options)


def _loaded(interp: Interpreter) -> ty.Type:
    """What JSON is read as: lists and dicts hold others, to any depth."""
    listed, mapped = interp.site("list"), interp.site("dict")
    lists = ty.Generic("List", (ty.HELD,), frozenset({listed}))
    dicts = ty.Generic("Dict", (ty.HELD, ty.HELD), frozenset({mapped}))
    read = ty.union(ty.NONE, ty.BOOL, ty.INT, ty.FLOAT, ty.STR, lists, dicts)
    for site in (listed, mapped):
        site.holds_itself = interp.knotted = True
    interp.widen(listed, read)
    interp.widen(mapped, ty.STR, read)
    return read
