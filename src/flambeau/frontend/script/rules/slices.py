"""The bounds of slices and ranges that only the running program knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .... import types as ty
from ..values import Abstract
from . import attribute

if TYPE_CHECKING:
    from ..interpreter import Interpreter


def _bound(cls: str, name: str, type: ty.Type) -> None:
    @attribute(cls, name)
    def bound(interp: Interpreter, self: Abstract) -> Abstract:
        return interp.op("py::bound", self, name, result=type)


for _name in ("start", "stop", "step"):
    _bound("slice", _name, ty.optional(ty.INT))
    _bound("range", _name, ty.INT)
