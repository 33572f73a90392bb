"""What a program says: ``print``, ``sys.stdout.write``, what redirects them, and ``warnings``.

A warning is shown on standard error, once for each place and text as Python does by default, which also ignores
DeprecationWarnings of modules. What ``warnings.simplefilter`` sets holds until the call of the program ends.
"""

from __future__ import annotations

import contextlib
import io
import sys
import warnings
from typing import TYPE_CHECKING, Any

import torch

from ....stdlib import redirecting, warning
from .. import objects
from ..values import NONE, Abstract, Restart, Static, TupleValue
from . import function, instance_method
from .builtins import format_value

if TYPE_CHECKING:
    from ..interpreter import Interpreter

OUTPUT, ERRORS = 1, 2
_PLACES = {OUTPUT: "standard output", ERRORS: "standard error"}  # slots of the call's context
_QUIET = "warnings are ignored"  # the slot of the call's context
_IGNORED = (DeprecationWarning, PendingDeprecationWarning, ImportWarning, ResourceWarning)


def _stream(interp: Interpreter, file: Abstract) -> int:
    held = file.value if isinstance(file, Static) else None
    if held is None and isinstance(file, Static) or held in (sys.stdout, sys.__stdout__):
        return OUTPUT
    if held in (sys.stderr, sys.__stderr__):
        return ERRORS
    interp.refuse("print() to a file isn't supported", "print to standard output, sys.stderr or an io.StringIO")


@function(print)
def print_(
    interp: Interpreter, *values: Abstract, sep: Abstract = NONE, end: Abstract = NONE, file: Abstract = NONE,
    flush: Abstract = NONE,
) -> Abstract:  # fmt: skip
    """``print(...)`` to standard output, standard error or an object of the program's with ``write``."""
    texts = TupleValue(tuple(format_value(interp, v, "s", Static("")) for v in values))
    between = Static(" ") if isinstance(sep, Static) and sep.value is None else sep
    last = Static("\n") if isinstance(end, Static) and end.value is None else end
    _write(interp, texts, between, last, file)
    return NONE


def _write(
    interp: Interpreter, texts: Abstract, between: Abstract, last: Abstract, file: Abstract, itself: bool = False
) -> None:
    """Writes to an object of the program's or a stream: ``itself``, or what has been put into its place."""
    if objects.class_of(file) is not None:
        line = interp.call(interp.getattr(between, "join"), [texts])
        interp.call(interp.getattr(file, "write"), [interp.binary("add", line, last)])
        return
    stream = _stream(interp, file)
    redirected = None if itself else _redirected(interp, stream)
    if redirected is not None:

        def write(one: Abstract) -> Abstract:
            _write(interp, texts, between, last, file if one is NONE else one, itself=True)
            return NONE

        interp.split(redirected, write)
    elif stream == OUTPUT:
        interp.op("py::print", texts, between, last)
    else:
        interp.op("py::print_error", texts, between, last)


def _redirected(interp: Interpreter, stream: int) -> Abstract | None:
    """What a with statement around us has put into the stream's place."""
    if not interp.states.redirected:
        return None
    if any(activation.is_outlined or activation.suspension is not None for activation in interp.activations):
        interp.refuse(
            "a recursive function or a generator prints, in a program that redirects its output",
            "give it the file to print to: print(..., file=buffer)",
        )
    return interp.context.slots[_PLACES[stream]]


def _redirection(stream: int, manager: Any, ours: Any, get: Any, set_: Any) -> None:
    @function(manager)
    def redirect(interp: Interpreter, new_target: Abstract) -> Abstract:
        if not interp.states.redirected:
            interp.states.redirected = dict.fromkeys(_PLACES.values(), NONE)
            raise Restart
        return interp.call(Static(ours), [new_target])

    @function(get)
    def target(interp: Interpreter) -> Abstract:
        return interp.context.slots[_PLACES[stream]]

    @function(set_)
    def set_target(interp: Interpreter, target: Abstract) -> Abstract:
        interp.context.slots[_PLACES[stream]] = target
        return NONE


_redirection(OUTPUT, contextlib.redirect_stdout, redirecting.RedirectOutput, redirecting.output, redirecting.set_output)
_redirection(ERRORS, contextlib.redirect_stderr, redirecting.RedirectErrors, redirecting.errors, redirecting.set_errors)

_STREAMS = {io.TextIOWrapper, type(sys.stdout), type(sys.stderr)}


def _register(cls: Any) -> None:
    @instance_method(cls, "write")
    def write(interp: Interpreter, self: Static, text: Abstract) -> Abstract:
        print_(interp, text, end=Static(""), file=self)
        return interp.call(Static(len), [text])

    @instance_method(cls, "flush")
    def flush(interp: Interpreter, self: Static) -> Abstract:
        _stream(interp, self)
        return NONE


for _cls in _STREAMS:
    _register(_cls)


# --- warnings -------------------------------------------------------------------------------------------------------


@function(warnings.warn)
def warn(
    interp: Interpreter, message: Abstract, category: Abstract = NONE, stacklevel: Abstract = NONE,
    source: Abstract = NONE, **kwargs: Abstract,
) -> Abstract:  # fmt: skip
    """A warning at run time."""
    cls = interp.python(category) if category is not NONE else UserWarning
    quiet = interp.context.slots.get(_QUIET, Static(False))
    if issubclass(cls, _IGNORED):
        return NONE
    if interp.context.slots.get(_PLACES[ERRORS], NONE) is not NONE:
        interp.refuse("a warning where standard error is redirected isn't supported", "print to sys.stderr instead")
    text = format_value(interp, message, "s", Static(""))
    place = f"{interp.span.file}:{interp.span.line}" if interp.span is not None else ""

    def show() -> Abstract:
        interp.op("py::warn", Static(cls.__name__), text, Static(place))
        return NONE

    held = interp.truth(quiet)
    if isinstance(held, bool):
        return NONE if held else show()
    return interp.branch(held, lambda: NONE, show)


@function(warnings.catch_warnings)
def catch_warnings(interp: Interpreter, *, record: Abstract = Static(False), **kwargs: Abstract) -> Abstract:
    if not interp.is_static(record) or interp.python(record):
        interp.refuse("warnings can't be recorded in a program", "leave out record=True")
    return interp.call(Static(warning.CatchWarnings), [])


@function(warnings.simplefilter, warnings.filterwarnings)
def set_filter(interp: Interpreter, action: Abstract, *args: Abstract, **kwargs: Abstract) -> Abstract:
    wanted = interp.python(action)
    if wanted == "error":
        interp.refuse("warnings can't become errors in a program", "raise the exception itself")
    interp.context.slots[_QUIET] = Static(wanted == "ignore")
    return NONE


@function(warnings.resetwarnings)
def reset_filters(interp: Interpreter) -> Abstract:
    interp.context.slots[_QUIET] = Static(False)
    return NONE


@function(warning.filters)
def filters(interp: Interpreter) -> Abstract:
    return interp.context.slots.get(_QUIET, Static(False))


@function(warning.set_filters)
def set_filters(interp: Interpreter, quiet: Abstract) -> Abstract:
    interp.context.slots[_QUIET] = quiet
    return NONE


@function(torch.set_printoptions)
def set_printoptions(interp: Interpreter, *args: Abstract, **kwargs: Abstract) -> Abstract:
    """Text of tensors is made as torch makes it by default."""
    interp.refuse(
        "set_printoptions in a program isn't supported",
        "format the numbers themselves, or call it outside for what leaves the program",
    )
