"""OpenCV's functions of single pixels: thresholds and arithmetic."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import cv2
import numpy as np

from .... import types as ty
from ....stdlib import opencv as source
from ..values import NONE, Abstract, Static, TupleValue
from . import function
from .numpy_core import is_array
from .opencv_core import ONE, ZERO, depth, image, integer, made, no_destination, none, number

if TYPE_CHECKING:
    from ..interpreter import Interpreter


@function(cv2.threshold)
def _threshold(
    interp: Interpreter, src: Abstract, thresh: Abstract, maxval: Abstract, type: Abstract, dst: Abstract = NONE
) -> Abstract:
    no_destination(interp, dst, "threshold")
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
    no_destination(interp, dst, "addWeighted")
    if depth(interp, dtype, "addWeighted") is not None:
        interp.refuse("cv2.addWeighted to another depth isn't supported", "leave dtype out")
    weighted = interp.op(
        "cv2::addWeighted", image(interp, src1, "addWeighted"), number(interp, alpha),
        image(interp, src2, "addWeighted"), number(interp, beta), number(interp, gamma),
    )  # fmt: skip
    return made(interp, weighted, src1)


def _arithmetic_rule(name: str, operation: int) -> None:
    @function(getattr(cv2, name))
    def arithmetic(
        interp: Interpreter, src1: Abstract, src2: Abstract, dst: Abstract = NONE, **options: Abstract
    ) -> Abstract:
        no_destination(interp, dst, name)
        scale = options.pop("scale", Static(1.0)) if name == "multiply" else Static(1.0)
        if any(not none(v) for v in options.values()):
            interp.refuse(f"the options of cv2.{name} aren't supported: {', '.join(options)}", "leave them out")
        for one in (src1, src2):
            t = interp.type_of(one)
            if not is_array(t) or (isinstance(t, ty.ArrayType) and t.kind == "scalar"):
                interp.refuse(f"cv2.{name} of a number isn't supported", "give two arrays of the same shape")
        images = [image(interp, v, name) for v in (src1, src2)]
        return made(interp, interp.op("cv2::saturating", *images, operation, number(interp, scale)), src1)


for _operation, _name in enumerate(("add", "subtract", "absdiff", "multiply")):
    _arithmetic_rule(_name, _operation)


def _bitwise_rule(name: str, ufunc: Any, arity: int) -> None:
    @function(getattr(cv2, name))
    def bitwise(interp: Interpreter, *args: Abstract, mask: Abstract = NONE) -> Abstract:
        for extra in args[arity:]:
            no_destination(interp, extra, name)
        result = interp.call(Static(ufunc), list(args[:arity]))
        return result if none(mask) else interp.call(Static(source.where_mask), [result, mask])


for _name, _ufunc, _arity in (("bitwise_and", np.bitwise_and, 2), ("bitwise_or", np.bitwise_or, 2),
                              ("bitwise_xor", np.bitwise_xor, 2), ("bitwise_not", np.invert, 1)):  # fmt: skip
    _bitwise_rule(_name, _ufunc, _arity)


@function(cv2.normalize)
def _normalize(
    interp: Interpreter, src: Abstract, dst: Abstract, alpha: Abstract = ONE, beta: Abstract = ZERO,
    norm_type: Abstract = Static(cv2.NORM_L2), dtype: Abstract = Static(-1), mask: Abstract = NONE,
) -> Abstract:  # fmt: skip
    no_destination(interp, dst, "normalize")
    no_destination(interp, mask, "normalize")
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
