"""OpenCV's filters and morphology."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np
import torch

from .... import types as ty
from ....stdlib import opencv as source
from ....stdlib import opencv_filters
from ..values import NONE, Abstract, Static
from . import function
from .numpy_core import dtype_of
from .opencv_core import DEFAULT_BORDER, ONE, ZERO, depth, image, integer, made, none, number, size

if TYPE_CHECKING:
    from ..interpreter import Interpreter


@function(cv2.GaussianBlur)
def _gaussian_blur(
    interp: Interpreter, src: Abstract, ksize: Abstract, sigmaX: Abstract, dst: Abstract = NONE,
    sigmaY: Abstract = ZERO, borderType: Abstract = DEFAULT_BORDER, hint: Abstract = NONE,
) -> Abstract:  # fmt: skip
    sides = (ZERO, ZERO) if none(ksize) else size(interp, ksize, "GaussianBlur", "ksize")
    blurred = interp.op(
        "cv2::GaussianBlur", image(interp, src, "GaussianBlur"), *sides, number(interp, sigmaX),
        number(interp, sigmaY), integer(interp, borderType, "GaussianBlur"),
    )  # fmt: skip
    return made(interp, blurred, src)


@function(cv2.blur)
def _blur(
    interp: Interpreter, src: Abstract, ksize: Abstract, dst: Abstract = NONE, anchor: Abstract = NONE,
    borderType: Abstract = DEFAULT_BORDER,
) -> Abstract:  # fmt: skip
    return _box_filter(interp, src, Static(-1), ksize, dst, anchor, Static(True), borderType)


def _check_depth(interp: Interpreter, src: Abstract, wanted: torch.dtype, name: str) -> None:
    """A depth that is asked for has to be the image's own."""
    same = interp.lift(interp.compare("eq", dtype_of(interp, src), Static(np.dtype(str(wanted)[6:]))))
    text = f"cv2.{name} to another depth isn't supported: use -1, and convert the image first"
    interp.branch(same, lambda: NONE, lambda: interp.raise_(NotImplementedError, text))


@function(cv2.boxFilter)
def _box_filter(
    interp: Interpreter, src: Abstract, ddepth: Abstract, ksize: Abstract, dst: Abstract = NONE,
    anchor: Abstract = NONE, normalize: Abstract = Static(True), borderType: Abstract = DEFAULT_BORDER,
) -> Abstract:  # fmt: skip
    wanted = depth(interp, ddepth, "boxFilter")
    if wanted is not None:
        _check_depth(interp, src, wanted, "boxFilter")
    if _anchor(interp, anchor, "blur") != (-1, -1):
        interp.refuse("an anchor of cv2.blur isn't supported", "leave it out")
    filtered = interp.op(
        "cv2::boxFilter", image(interp, src, "blur"), *size(interp, ksize, "blur", "ksize"), normalize,
        integer(interp, borderType, "blur"),
    )  # fmt: skip
    return made(interp, filtered, src)


def _anchor(interp: Interpreter, anchor: Abstract, name: str) -> tuple[int, int]:
    if none(anchor):
        return -1, -1
    if not interp.is_static(anchor):
        interp.refuse(f"the anchor of cv2.{name} is only known when the program runs", "write it as a constant")
    x, y = interp.python(anchor)
    return x, y


@function(cv2.medianBlur)
def _median_blur(interp: Interpreter, src: Abstract, ksize: Abstract, dst: Abstract = NONE) -> Abstract:
    blurred = interp.op("cv2::medianBlur", image(interp, src, "medianBlur"), integer(interp, ksize, "medianBlur"))
    return made(interp, blurred, src)


@function(cv2.bilateralFilter)
def _bilateral_filter(
    interp: Interpreter, src: Abstract, d: Abstract, sigmaColor: Abstract, sigmaSpace: Abstract, dst: Abstract = NONE,
    borderType: Abstract = DEFAULT_BORDER,
) -> Abstract:  # fmt: skip
    filtered = interp.op(
        "cv2::bilateralFilter", image(interp, src, "bilateralFilter"), integer(interp, d, "bilateralFilter"),
        number(interp, sigmaColor), number(interp, sigmaSpace), integer(interp, borderType, "bilateralFilter"),
    )  # fmt: skip
    return made(interp, filtered, src)


@function(cv2.distanceTransform)
def _distance_transform(
    interp: Interpreter, src: Abstract, distanceType: Abstract, maskSize: Abstract, dst: Abstract = NONE,
    dstType: Abstract = Static(cv2.CV_32F),
) -> Abstract:  # fmt: skip
    if not isinstance(dstType, Static) or dstType.value != cv2.CV_32F:
        interp.refuse("cv2.distanceTransform to another depth isn't supported", "use cv2.CV_32F")
    options = [integer(interp, v, "distanceTransform") for v in (distanceType, maskSize)]
    found = interp.op("cv2::distanceTransform", image(interp, src, "distanceTransform"), *options)
    return made(interp, found, dtype="float32")


@function(cv2.filter2D)
def _filter_2d(
    interp: Interpreter, src: Abstract, ddepth: Abstract, kernel: Abstract, dst: Abstract = NONE,
    anchor: Abstract = NONE, delta: Abstract = ZERO, borderType: Abstract = DEFAULT_BORDER,
) -> Abstract:  # fmt: skip
    wanted = depth(interp, ddepth, "filter2D")
    t = interp.type_of(src)
    if wanted == torch.uint8 and not (isinstance(t, ty.ArrayType) and t.dtype == "uint8"):
        interp.refuse("cv2.filter2D to CV_8U isn't supported", "use -1 for the image's own depth")
    to_float = wanted == torch.float32
    filtered = interp.op(
        "cv2::filter2D", image(interp, src, "filter2D"), image(interp, kernel, "filter2D"), to_float,
        *_anchor(interp, anchor, "filter2D"), number(interp, delta), integer(interp, borderType, "filter2D"),
    )  # fmt: skip
    return made(interp, filtered, None if to_float else src, "float32" if to_float else None)


def _morphology_rule(name: str, erodes: bool) -> None:
    @function(getattr(cv2, name))
    def morph(
        interp: Interpreter, src: Abstract, kernel: Abstract, dst: Abstract = NONE, anchor: Abstract = NONE,
        iterations: Abstract = ONE, borderType: Abstract = Static(cv2.BORDER_CONSTANT), borderValue: Abstract = NONE,
    ) -> Abstract:  # fmt: skip
        if not none(borderValue):
            interp.refuse(f"a borderValue of cv2.{name} isn't supported", "leave it out")
        held = Static(np.ones((3, 3), np.uint8)) if none(kernel) else kernel
        result = interp.op(
            "cv2::morphology", image(interp, src, name), image(interp, held, name), erodes,
            *_anchor(interp, anchor, name), integer(interp, iterations, name), integer(interp, borderType, name),
        )  # fmt: skip
        return made(interp, result, src)


_morphology_rule("erode", True)
_morphology_rule("dilate", False)


@function(cv2.morphologyEx)
def _morphology_ex(
    interp: Interpreter, src: Abstract, op: Abstract, kernel: Abstract, dst: Abstract = NONE, anchor: Abstract = NONE,
    iterations: Abstract = ONE,
) -> Abstract:  # fmt: skip
    if not isinstance(op, Static) or op.value not in source.MORPHOLOGY:
        interp.refuse(
            "this operation of cv2.morphologyEx isn't supported", "use erode, dilate, open, close, gradient, tophat"
        )
    return interp.call(Static(source.MORPHOLOGY[op.value]), [src, kernel, anchor, iterations])


@function(cv2.getStructuringElement)
def _structuring_element(
    interp: Interpreter, shape: Abstract, ksize: Abstract, anchor: Abstract = Static((-1, -1))
) -> Abstract:
    if not all(map(interp.is_static, (shape, ksize, anchor))):
        return interp.call(Static(opencv_filters.getStructuringElement), [shape, ksize, anchor], {})
    element = cv2.getStructuringElement(interp.python(shape), interp.python(ksize), anchor=interp.python(anchor))
    return interp.op("np::copy", Static(element), "K", result=ty.ArrayType("uint8", 2, "array"))
