"""Whether values of Python's, NumPy's and PyTorch's own classes have an attribute: as their classes say.

``hasattr(x, "__iter__")`` and ``hasattr(x, "__len__")`` ask whether a value is one or many, also where a program can't
call such a method itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy
import torch

from ... import types as ty
from . import classes, objects, operations, tensor_classes
from .classes import VIEWS
from .values import Abstract, Container, Dynamic, KnownView, RangeValue, Static, TupleValue, View

if TYPE_CHECKING:
    from .interpreter import Interpreter

SCALARS = (numpy.float64, numpy.float32, numpy.float16, numpy.int64, numpy.uint8, numpy.bool_, numpy.complex128)

PLAIN = (list, dict, set, frozenset, tuple, str, bytes, int, float, bool, type(None), range, numpy.ndarray)


def has(interp: Interpreter, value: Abstract, name: str) -> Abstract | None:
    """``hasattr(value, name)``, or None where the class isn't known or is the user's."""
    if isinstance(value, Static) and type(value.value) in PLAIN:
        return Static(hasattr(value.value, name))
    if not isinstance(value, (Container, Dynamic, RangeValue, TupleValue)) or objects.class_of(value) is not None:
        return None
    if isinstance(value, (View, KnownView)):
        return Static(_defines(VIEWS[value.kind], name))
    t = interp.type_of(value)
    if isinstance(t, ty.ArrayType):
        return _of_array(interp, value, t, name)
    cls = value.cls if isinstance(value, TupleValue) else classes.python_class(interp, t)
    if (
        cls is None
        or cls.__module__ not in ("builtins", "torch")
        or tensor_classes.of(interp, value) not in (None, cls)
    ):
        return None
    if cls is torch.Tensor and not _defines(cls, name) and not name.startswith("__"):
        return None  # an instance may hold what its class doesn't
    return Static(_defines(cls, name))


def _defines(cls: type, name: str) -> bool:
    """Whether the instances have the attribute by their class. ``hasattr(cls, name)`` also finds the metaclass's."""
    return any(name in vars(base) for base in cls.__mro__)


def _of_array(interp: Interpreter, value: Abstract, t: ty.ArrayType, name: str) -> Abstract | None:
    array = _defines(numpy.ndarray, name)
    possible = SCALARS if t.dtype is None else (numpy.dtype(t.dtype).type,)
    scalar = {_defines(cls, name) for cls in possible}
    if t.kind == "array":
        return Static(array)
    if len(scalar) > 1:
        return None
    if t.kind == "scalar" or scalar == {array}:
        return Static(scalar.pop())
    is_array = classes.is_instance(interp, value, Static(numpy.ndarray))
    return is_array if array else operations.negate(interp, is_array)
