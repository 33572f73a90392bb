"""The bounds of slices and ranges that only the running program knows, and the methods of such ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .... import types as ty
from ....stdlib import sequences
from ..values import Abstract, Static
from . import attribute, method

if TYPE_CHECKING:
    from ..interpreter import Interpreter


def _bound(cls: str, name: str, type: ty.Type) -> None:
    @attribute(cls, name)
    def bound(interp: Interpreter, self: Abstract) -> Abstract:
        return interp.op("py::bound", self, name, result=type)


for _name in ("start", "stop", "step"):
    _bound("slice", _name, ty.optional(ty.INT))
    _bound("range", _name, ty.INT)


@method("slice", "indices")
def indices(interp: Interpreter, self: Abstract, length: Abstract) -> Abstract:
    """``self.indices(length)``."""
    return interp.call(Static(sequences.slice_indices), [self, length])


@method("range", "index")
def _index(interp: Interpreter, self: Abstract, value: Abstract) -> Abstract:
    return interp.call(Static(sequences.index_in_range), [self, value])


@method("range", "count")
def _count(interp: Interpreter, self: Abstract, value: Abstract) -> Abstract:
    return interp.call(Static(int), [interp.compare("in", value, self)])
