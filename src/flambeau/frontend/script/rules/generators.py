"""Methods of generators. One that is used by them is a suspended one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .. import suspended
from ..values import NONE, Abstract, Dynamic
from . import method

if TYPE_CHECKING:
    from ..interpreter import Interpreter


@method("generator", "__iter__")
def _iter(interp: Interpreter, self: Abstract) -> Abstract:
    return self


@method("generator", "__next__")
def _next(interp: Interpreter, self: Dynamic) -> Abstract:
    return suspended.resume(interp, self, lambda final: suspended.stop(interp, final))


@method("generator", "send")
def _send(interp: Interpreter, self: Dynamic, value: Abstract) -> Abstract:
    return suspended.send(interp, self, value)


@method("generator", "throw")
def _throw(
    interp: Interpreter, self: Dynamic, exception: Abstract, value: Abstract = NONE, traceback: Abstract = NONE
) -> Abstract:  # fmt: skip
    """``throw(error)``, or ``throw(type, error, traceback)`` as ``sys.exc_info()`` gives them."""
    return suspended.throw(interp, self, exception if value is NONE else value)


@method("generator", "close")
def _close(interp: Interpreter, self: Dynamic) -> Abstract:
    return suspended.close(interp, self)
