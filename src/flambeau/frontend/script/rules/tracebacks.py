"""``traceback``: a program has none, so that its texts hold what was raised alone.

    traceback.format_exc()      "Traceback (most recent call last):\\nvision.errors.Rejected: too small\\n"

The last lines are Python's: the class, with its module, the text, and the notes. ``print_exc`` to standard error is
dropped as log messages are; to a buffer of the program's it is written.
"""

from __future__ import annotations

import traceback
from typing import TYPE_CHECKING

from .... import types as ty
from ....stdlib import notes
from .. import exception_attributes, exceptions, objects
from ..values import NONE, Abstract, Dynamic, Key, ObjectValue, Static
from . import function

if TYPE_CHECKING:
    from ..interpreter import Interpreter

_TRACEBACK = Static("Traceback (most recent call last):\n")
# What the runtime raises of no class that is built in.
_ELSEWHERE = {"JSONDecodeError": "json.decoder.JSONDecodeError", "LinAlgError": "numpy.linalg.LinAlgError"}


@function(traceback.format_exception_only)
def format_exception_only(interp: Interpreter, exc: Abstract, value: Abstract = NONE, **kwargs: Abstract) -> Abstract:
    return interp.call(Static(notes.lines), [*_parts(interp, exc if value is NONE else value)])


@function(traceback.format_exception)
def format_exception(
    interp: Interpreter, exc: Abstract, value: Abstract = NONE, tb: Abstract = NONE, **kwargs: Abstract
) -> Abstract:  # fmt: skip
    return interp.binary("add", interp.new_list([_TRACEBACK]), format_exception_only(interp, exc, value))


@function(traceback.format_exc)
def format_exc(interp: Interpreter, limit: Abstract = NONE, chain: Abstract = NONE) -> Abstract:
    handled = exceptions.handled_now(interp)
    if handled is None:
        return Static("NoneType: None\n")
    return interp.call(interp.getattr(Static(""), "join"), [format_exception(interp, handled)])


@function(traceback.print_exc)
def print_exc(
    interp: Interpreter, limit: Abstract = NONE, file: Abstract = NONE, chain: Abstract = NONE
) -> Abstract:  # fmt: skip
    if objects.class_of(file) is not None:
        interp.call(interp.getattr(file, "write"), [format_exc(interp)])
    return NONE


@function(traceback.print_exception)
def print_exception(
    interp: Interpreter, exc: Abstract, value: Abstract = NONE, tb: Abstract = NONE, limit: Abstract = NONE,
    file: Abstract = NONE, chain: Abstract = NONE,
) -> Abstract:  # fmt: skip
    if objects.class_of(file) is not None:
        text = interp.call(interp.getattr(Static(""), "join"), [format_exception(interp, exc, value)])
        interp.call(interp.getattr(file, "write"), [text])
    return NONE


def _parts(interp: Interpreter, error: Abstract) -> list[Abstract]:
    """The name of an exception's class, its text, and the exception itself."""
    if isinstance(error, ObjectValue):
        return [Static(_full_name(error.cls)), exceptions.message(interp, error), error]
    if not isinstance(error, Dynamic) or error.type != ty.EXCEPTION:
        interp.refuse("only an exception that was caught can be formatted", "pass the exception: format_exception(e)")
    name = interp.op("py::exception_type", error, result=ty.STR)
    names = {**_ELSEWHERE, **{cls.__name__: _full_name(cls) for cls in exception_attributes.raised_by(interp)}}
    table = interp.new_dict((Key(short), Static(full)) for short, full in names.items() if short != full)
    full = interp.call(interp.getattr(table, "get"), [name, name])
    return [full, interp.op("py::exception_message", error, result=ty.STR), error]


def _full_name(cls: type) -> str:
    return cls.__qualname__ if cls.__module__ in ("builtins", "__main__") else f"{cls.__module__}.{cls.__qualname__}"
