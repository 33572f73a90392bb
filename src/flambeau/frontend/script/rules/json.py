"""``json.dumps`` of values that are only known at run time. What ``json.loads`` gives has no type before it is read."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from .... import types as ty
from ..values import NONE, Abstract, Static
from . import function
from .builtins import known, natively
from .overloads import plain

if TYPE_CHECKING:
    from ..interpreter import Interpreter

FALSE, TRUE = Static(False), Static(True)


@function(json.dumps)
def _dumps(
    interp: Interpreter, obj: Abstract, *, ensure_ascii: Abstract = TRUE, indent: Abstract = NONE,
    separators: Abstract = NONE, sort_keys: Abstract = FALSE,
) -> Abstract:  # fmt: skip
    if known(interp, obj, ensure_ascii, indent, separators, sort_keys):
        chosen = {"ensure_ascii": ensure_ascii, "indent": indent, "separators": separators, "sort_keys": sort_keys}
        return natively(interp, json.dumps, obj, **chosen)
    parts = interp.items(separators) if separators is not NONE else None
    if parts is None:
        parts = [Static(", " if indent is NONE else ","), Static(": ")]
    return interp.op("py::json_dumps", obj, plain(indent), sort_keys, ensure_ascii, parts[0], parts[1], result=ty.STR)


@function(json.loads)
def _loads(interp: Interpreter, s: Abstract) -> Abstract:
    if known(interp, s):
        return natively(interp, json.loads, s)
    interp.refuse(
        "what json.loads() gives is only known when the program runs, and so is its type",
        "read the JSON before the program, and hand it the values",
    )
