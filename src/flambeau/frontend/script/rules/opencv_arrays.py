"""OpenCV's functions that are written in the language itself, and constants that OpenCV computes when compiling."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import cv2
import numpy as np

from .... import types as ty
from ....stdlib import opencv_algebra, opencv_arrays, opencv_cameras, opencv_filters, opencv_fitting
from ..values import NONE, Abstract, Static, TupleValue
from . import function
from .numpy_core import is_array
from .opencv_core import from_module, image, integer, made

if TYPE_CHECKING:
    from ..interpreter import Interpreter


@function(cv2.norm)
def _norm(interp: Interpreter, src1: Abstract, *args: Abstract, **kwargs: Abstract) -> Abstract:
    """Of one array, or of the difference of two."""
    of_two = "src2" in kwargs or (bool(args) and is_array(interp.type_of(args[0])))
    written = opencv_arrays.norm_between if of_two else opencv_arrays.norm_of
    return interp.call(Static(written), [src1, *args], kwargs)


@function(cv2.applyColorMap)
def _apply_color_map(interp: Interpreter, src: Abstract, colormap: Abstract, dst: Abstract = NONE) -> Abstract:
    if not interp.is_static(colormap):
        interp.refuse("the map of cv2.applyColorMap is only known when the program runs", "write cv2.COLORMAP_...")
    levels = np.arange(256, dtype=np.uint8).reshape(256, 1)
    table = cv2.applyColorMap(levels, interp.python(colormap))[:, 0]
    return interp.call(Static(opencv_arrays.colored), [src, _constant(interp, table)])


@function(opencv_fitting.filled)
def _filled(interp: Interpreter, image: Abstract, marks: Abstract, *args: Abstract) -> Abstract:
    *given, flags = args
    return interp.op("cv2::floodFill", image, marks, *given, integer(interp, flags, "floodFill"))


@function(opencv_arrays.looked_up)
def _looked_up(interp: Interpreter, src: Abstract, tables: Abstract) -> Abstract:
    arrays = [image(interp, one, "LUT") for one in (src, tables)]
    return made(interp, interp.op("cv2::LUT", *arrays), src)


@function(opencv_cameras.turned)
def _turned(interp: Interpreter, x: Abstract, y: Abstract, in_degrees: Abstract) -> Abstract:
    arrays = [image(interp, one, "phase") for one in (x, y)]
    return made(interp, interp.op("cv2::phase", *arrays, in_degrees), dtype="float32")


@function(opencv_cameras.lens_maps)
def _lens_maps(interp: Interpreter, *numbers: Abstract) -> Abstract:
    maps = interp.op("cv2::lensMaps", *numbers)
    assert isinstance(maps, TupleValue)
    return TupleValue(tuple(made(interp, each, dtype="float32") for each in maps.items))


def _constant(interp: Interpreter, array: Any) -> Abstract:
    return interp.op("np::copy", Static(array), "K", result=ty.ArrayType(array.dtype.name, array.ndim, "array"))


def _computed_now(name: str) -> None:
    """A function of constants that gives kernels."""
    called = getattr(cv2, name)

    @function(called)
    def compute(interp: Interpreter, *args: Abstract, **kwargs: Abstract) -> Abstract:
        if not all(map(interp.is_static, [*args, *kwargs.values()])):
            interp.refuse(
                f"the arguments of cv2.{name} are only known when the program runs", "write them as constants"
            )
        kernels = called(*map(interp.python, args), **{k: interp.python(v) for k, v in kwargs.items()})
        if isinstance(kernels, tuple):
            return TupleValue(tuple(_constant(interp, each) for each in kernels))
        return _constant(interp, kernels)


for _name in ("getDerivKernels", "getGaussianKernel", "getGaborKernel"):
    _computed_now(_name)

from_module(opencv_algebra, cv2)
from_module(opencv_arrays, cv2)
from_module(opencv_cameras, cv2)
from_module(opencv_filters, cv2)
from_module(opencv_fitting, cv2)
