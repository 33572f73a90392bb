"""What the rules for OpenCV's functions share: their arguments as operators take them, and arrays of their results."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import cv2
import numpy
import torch

from .... import types as ty
from ....stdlib import opencv
from .. import containers
from ..values import NONE, Abstract, Static
from . import calls, function
from .numpy_core import index, is_array

if TYPE_CHECKING:
    from ..interpreter import Interpreter

DEPTHS = {cv2.CV_8U: torch.uint8, cv2.CV_32F: torch.float32}
ZERO, ONE = Static(0), Static(1)
DEFAULT_BORDER = Static(cv2.BORDER_DEFAULT)


def image(interp: Interpreter, v: Abstract, name: str) -> Abstract:
    """An array argument as the tensor on its memory."""
    t = interp.type_of(v)
    if isinstance(t, ty.UnionType) and any(map(is_array, t.members)):
        return interp.split(v, lambda one: image(interp, one, name))
    if isinstance(t, ty.TensorType):
        interp.refuse(f"cv2.{name} is given a Tensor", "OpenCV takes NumPy's arrays: x.numpy()")
    if not is_array(t):
        interp.raise_(cv2.error, f"{name}(): src is not a numpy array, neither a scalar")
    if isinstance(t, ty.ArrayType) and t.dtype in ("int64", "uint64"):  # as OpenCV's binding does
        v = interp.call(interp.getattr(v, "astype"), [Static(numpy.int32)], {})
    return interp.op("np::to_tensor", interp.op("np::ascontiguousarray", v, NONE))


def made(interp: Interpreter, tensor: Abstract, like: Abstract | None = None, dtype: str | None = None) -> Abstract:
    """The array of a result. ``like`` is the array whose dtype it has."""
    t = interp.type_of(like) if like is not None else None
    if isinstance(t, ty.ArrayType):
        dtype = t.dtype
    return interp.op("np::from_tensor", tensor, result=ty.ArrayType(dtype, None, "array"))


def none(v: Abstract) -> bool:
    return isinstance(v, Static) and v.value is None


def integer(interp: Interpreter, v: Abstract, name: str) -> Abstract:
    """An int argument: a Python int or one of NumPy's; OpenCV takes no floats there."""
    t = interp.type_of(v)
    if t == ty.FLOAT or isinstance(t, ty.TensorType):
        interp.raise_(cv2.error, f"{name}(): an integer is required")
    return index(interp, v)


def number(interp: Interpreter, v: Abstract) -> Abstract:
    if interp.is_static(v):
        return Static(float(interp.python(v)))
    t = interp.type_of(v)
    if is_array(t):
        return interp.op("np::float", v)
    return interp.op("py::float", v, result=ty.FLOAT)


def boolean(interp: Interpreter, v: Abstract) -> Abstract:
    return interp.call(Static(bool), [v])


def parts(interp: Interpreter, v: Abstract, count: int, name: str, what: str) -> list[Abstract]:
    """The elements of a pair, point or size."""
    items = interp.items(v)
    if items is None:
        items = [containers.getitem(interp, v, Static(i)) for i in range(count)]
    if len(items) != count:
        interp.raise_(cv2.error, f"{name}(): {what} has {count} elements, not {len(items)}")
    return items


def size(interp: Interpreter, v: Abstract, name: str, what: str = "the size") -> list[Abstract]:
    """Width and height."""
    return [integer(interp, p, name) for p in parts(interp, v, 2, name, what)]


def scalars(interp: Interpreter, v: Abstract) -> Abstract:
    """A cv::Scalar: up to four numbers, or one for the first channel."""
    if none(v):
        return Static([])
    t = interp.type_of(v)
    if t in (ty.INT, ty.FLOAT, ty.BOOL):
        return interp.new_list([number(interp, v)])
    items = interp.items(v)
    if items is None:
        if is_array(t) and not (isinstance(t, ty.ArrayType) and t.kind == "scalar"):
            return interp.op("np::tolist", interp.op("np::astype", v, torch.float64, "unsafe", True),
                             result=ty.list_of(ty.FLOAT))  # fmt: skip
        if isinstance(t, ty.Generic) and t.name in ("List", "TupleOf"):
            return interp.call(Static(opencv.levels_of), [v])
        items = [v]
    return interp.new_list([number(interp, i) for i in items])


def depth(interp: Interpreter, ddepth: Abstract, name: str) -> torch.dtype | None:
    """The dtype that a depth argument asks for; None for the source's own."""
    if not isinstance(ddepth, Static):
        interp.refuse(f"the depth of cv2.{name} is only known when the program runs", "write it as a constant")
    if ddepth.value < 0:
        return None
    if ddepth.value not in DEPTHS:
        interp.refuse(f"cv2.{name} to the depth {ddepth.value} isn't supported", "use cv2.CV_8U or cv2.CV_32F")
    return DEPTHS[ddepth.value]


def from_source(called: Any, written: Any) -> None:
    """A function of OpenCV that is written in Python in ``stdlib``."""

    function(called)(calls(written))


def from_module(written: Any, library: Any) -> None:
    """All functions of ``library`` that a module of ``stdlib`` has written in Python, under their own names."""
    for name, called in vars(written).items():
        if callable(called) and called.__module__ == written.__name__ and hasattr(library, name):
            from_source(getattr(library, name), called)
