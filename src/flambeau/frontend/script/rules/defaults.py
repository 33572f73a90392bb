"""What torch's functions take from their surroundings: the default dtype, and the dtype of a complex beside a tensor.

The runtime's own default is float32. A program compiled under another, set by ``torch.set_default_dtype``, names it::

    torch.zeros(3)    =>    torch.zeros(3, dtype=torch.float64)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch

from .... import types as ty
from ..values import Abstract, Static

if TYPE_CHECKING:
    from ..interpreter import Interpreter

FACTORIES = frozenset("zeros ones rand randn eye linspace logspace empty hann_window hamming_window".split())
BY_VALUE = frozenset({"full", "scalar_tensor", "arange"})  # of the default dtype where they are given a float
ARITHMETIC = frozenset(
    "add sub mul div eq ne pow subtract multiply divide true_divide not_equal add_ sub_ mul_ div_ eq_ ne_ pow_".split()
)


def with_default_dtype(name: str, kwargs: dict[str, Abstract], types: list[ty.Type]) -> dict[str, Abstract]:
    """The keyword arguments, with ``dtype`` where the runtime would take another one."""
    default = torch.get_default_dtype()
    given = kwargs.get("dtype")
    if default == torch.float32 or not (given is None or (isinstance(given, Static) and given.value is None)):
        return kwargs
    if name in FACTORIES or (name in BY_VALUE and ty.FLOAT in types):
        return {**kwargs, "dtype": Static(default)}
    return kwargs


def complex_as_tensor(interp: Interpreter, name: str, args: list[Abstract]) -> list[Abstract]:
    """``torch.add(x, 1j)``: the number as a tensor, since operators take no complex numbers."""
    if name not in ARITHMETIC or len(args) < 2:
        return args
    like, other = (interp.type_of(v) for v in args[:2])
    if not isinstance(like, ty.TensorType) or other != ty.COMPLEX:
        return args
    return [args[0], interp.op("tensor::complex_beside", args[0], args[1]), *args[2:]]
