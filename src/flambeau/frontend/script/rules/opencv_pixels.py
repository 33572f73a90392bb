"""OpenCV's functions of single pixels: thresholds and arithmetic."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import cv2
import numpy as np
import torch

from .... import types as ty
from ....stdlib import opencv as source
from ....stdlib import opencv_arithmetic as arithmetic
from ..values import NONE, Abstract, Static, TupleValue
from . import function
from .numpy_core import is_array
from .opencv_core import ONE, ZERO, depth, image, integer, made, none, number

if TYPE_CHECKING:
    from ..interpreter import Interpreter


@function(cv2.threshold)
def _threshold(
    interp: Interpreter, src: Abstract, thresh: Abstract, maxval: Abstract, type: Abstract, dst: Abstract = NONE
) -> Abstract:
    result = interp.op(
        "cv2::threshold", image(interp, src, "threshold"), number(interp, thresh), number(interp, maxval),
        integer(interp, type, "threshold"),
    )  # fmt: skip
    assert isinstance(result, TupleValue)
    return TupleValue((result.items[0], made(interp, result.items[1], src)))


@function(cv2.addWeighted)
def _add_weighted(
    interp: Interpreter, src1: Abstract, alpha: Abstract, src2: Abstract, beta: Abstract, gamma: Abstract,
    dst: Abstract = NONE, dtype: Abstract = Static(-1),
) -> Abstract:  # fmt: skip
    if depth(interp, dtype, "addWeighted") is not None:
        interp.refuse("cv2.addWeighted to another depth isn't supported", "leave dtype out")
    weighted = interp.op(
        "cv2::addWeighted", image(interp, src1, "addWeighted"), number(interp, alpha),
        image(interp, src2, "addWeighted"), number(interp, beta), number(interp, gamma),
    )  # fmt: skip
    return made(interp, weighted, src1)


@function(arithmetic.saturating)
def _saturating(interp: Interpreter, src1: Abstract, src2: Abstract, operation: Abstract, scale: Abstract) -> Abstract:
    images = [image(interp, v, "arithmetic") for v in (src1, src2)]
    return made(interp, interp.op("cv2::saturating", *images, operation, number(interp, scale)), src1)


@function(source.in_depth)
def _in_depth(
    interp: Interpreter, values: Abstract, dtype: Abstract, scale: Abstract = Static(1.0),
    shift: Abstract = Static(0.0),
) -> Abstract:  # fmt: skip
    name = np.dtype(interp.python(dtype)).name
    tensor = image(interp, values, "convertTo")
    limits = number(interp, scale), number(interp, shift)
    return made(interp, interp.op("cv2::convertTo", tensor, *limits, Static(getattr(torch, name))), dtype=name)


def _arithmetic_rule(name: str, operation: int) -> None:
    @function(getattr(cv2, name))
    def compute(
        interp: Interpreter, src1: Abstract, src2: Abstract, dst: Abstract = NONE, *options: Abstract, **named: Abstract
    ) -> Abstract:
        # After the destination: multiply(scale, dtype), add and subtract(mask, dtype).
        listed = dict(zip(("scale", "dtype") if name == "multiply" else ("mask", "dtype"), options))
        sides = [_operand(interp, v, name) for v in (src1, src2)]
        return interp.call(Static(arithmetic.arithmetic), [*sides, Static(operation)], {**listed, **named})


for _operation, _name in enumerate(("add", "subtract", "absdiff", "multiply")):
    _arithmetic_rule(_name, _operation)


@function(cv2.divide)
def _divide(interp: Interpreter, *args: Abstract, **named: Abstract) -> Abstract:
    """Of two sides, or of a number that stands first: ``divide(scale, src2[, dst[, dtype]])``."""
    given = dict(zip(("src1", "src2", "dst", "scale", "dtype"), args)) | named
    if "src1" not in given and "scale" in given:
        given["src1"] = given.pop("scale")
    given.pop("dst", None)
    sides = [_operand(interp, given.pop(one), "divide") for one in ("src1", "src2")]
    return interp.call(Static(arithmetic.divide), sides, given)


def _operand(interp: Interpreter, v: Abstract, name: str) -> Abstract:
    """An array, a number or a few of them; OpenCV takes no scalars of NumPy's here."""
    t = interp.type_of(v)
    if isinstance(t, ty.ArrayType) and t.kind == "scalar" and t.dtype != "float64":
        interp.raise_(cv2.error, f"{name}(): the operand is not a numpy array, neither a scalar")
    if isinstance(t, ty.ArrayType) and t.kind == "scalar":
        return number(interp, v)
    return v


def _bitwise_rule(name: str, ufunc: Any, arity: int) -> None:
    @function(getattr(cv2, name))
    def bitwise(interp: Interpreter, *args: Abstract, mask: Abstract = NONE, **named: Abstract) -> Abstract:
        given = [*args[:arity], *(named[one] for one in ("src", "src1", "src2") if one in named)]
        for one in given:
            if not is_array(interp.type_of(one)):
                interp.refuse(f"cv2.{name} of a number isn't supported", "give two arrays of the same shape")
        masked = args[arity + 1] if len(args) > arity + 1 else mask
        result = interp.call(Static(ufunc), given)
        return result if none(masked) else interp.call(Static(source.where_mask), [result, masked])


for _name, _ufunc, _arity in (("bitwise_and", np.bitwise_and, 2), ("bitwise_or", np.bitwise_or, 2),
                              ("bitwise_xor", np.bitwise_xor, 2), ("bitwise_not", np.invert, 1)):  # fmt: skip
    _bitwise_rule(_name, _ufunc, _arity)


@function(cv2.normalize)
def _normalize(
    interp: Interpreter, src: Abstract, dst: Abstract, alpha: Abstract = ONE, beta: Abstract = ZERO,
    norm_type: Abstract = Static(cv2.NORM_L2), dtype: Abstract = Static(-1), mask: Abstract = NONE,
) -> Abstract:  # fmt: skip
    if not none(mask):
        interp.refuse("a mask of cv2.normalize isn't supported", "leave it out")
    wanted = depth(interp, dtype, "normalize")
    pixels = image(interp, src, "normalize")
    result = Static(wanted) if wanted is not None else interp.op("tensor::dtype", pixels, result=ty.DTYPE)
    normalized = interp.op(
        "cv2::normalize", pixels, number(interp, alpha), number(interp, beta),
        integer(interp, norm_type, "normalize"), result,
    )  # fmt: skip
    return made(
        interp, normalized, src if wanted is None else None, str(wanted).removeprefix("torch.") if wanted else None
    )
