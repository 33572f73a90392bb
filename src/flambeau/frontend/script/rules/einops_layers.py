"""The layers of ``einops.layers.torch``: like the functions, by patterns that they were made with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from einops.layers import torch as layers

from ..values import Abstract, Static
from . import function
from .einops import transform

if TYPE_CHECKING:
    from ..interpreter import Interpreter


@function(layers.Rearrange.forward)
def _rearrange(interp: Interpreter, self: Abstract, input: Abstract) -> Abstract:
    return _by_layer(interp, interp.python(self), input, "rearrange")


@function(layers.Reduce.forward)
def _reduce(interp: Interpreter, self: Abstract, input: Abstract) -> Abstract:
    layer = interp.python(self)
    return _by_layer(interp, layer, input, layer.reduction)


def _by_layer(
    interp: Interpreter, layer: layers.Rearrange | layers.Reduce, input: Abstract, operation: str
) -> Abstract:
    sizes: dict[str, Abstract] = {name: Static(size) for name, size in layer.axes_lengths.items()}
    return transform(interp, input, Static(layer.pattern), Static(operation), sizes, explains=False)
