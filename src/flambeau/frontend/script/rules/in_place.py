"""In-place functions that aren't declared: ``x.addmv_(m, v)`` is ``x.addmv(m, v)``, written into ``x``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ....ops import resolve as ov
from ..values import Abstract
from . import METHODS
from .overloads import check_writable, emit

if TYPE_CHECKING:
    from ..interpreter import Interpreter


def is_in_place(name: str) -> bool:
    """Whether ``name`` isn't declared, but the function is that gives what it writes."""
    base = name[:-1]
    if not name.endswith("_") or name.endswith("__") or ov.find_overloads(f"aten::{name}"):
        return False
    return ("Tensor", base) in METHODS or bool(ov.find_overloads(f"aten::{base}"))


def write_in_place(interp: Interpreter, name: str, args: list[Abstract], kwargs: dict[str, Abstract]) -> Abstract:
    """The call of the method ``name`` of ``args[0]``, which is the result."""
    written, base = METHODS.get(("Tensor", name[:-1])), name[:-1]
    value = written(interp, *args, **kwargs) if written else emit(interp, base, args, kwargs, method=True)
    check_writable(interp, interp.lift(args[0]), name)
    return interp.op("tensor::write_in_place", args[0], value)
