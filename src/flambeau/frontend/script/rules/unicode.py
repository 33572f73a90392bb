"""``unicodedata`` on texts that are only known at run time: normal forms, categories, combining classes."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any

from .... import types as ty
from ..values import Abstract
from . import function
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
