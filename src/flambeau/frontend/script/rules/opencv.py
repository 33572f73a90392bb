"""OpenCV's functions on arrays: each becomes an operator ``cv2::`` on the memory of its array, or Python of ``stdlib``.

``cv2.resize(image, (w, h))`` is ``cv2::resize``; what only moves pixels (flip, rotate, split) is NumPy's. Results are
new arrays; `opencv_destinations` copies them into those that are given (``dst=``).
"""

from __future__ import annotations

import types
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np

from .... import types as ty
from ....stdlib import opencv as source
from ....stdlib import opencv_files
from ..values import NONE, Abstract, Static, TupleValue
from . import (
    FUNCTIONS,
    function,
    image_files,
    opencv_arrays,
    opencv_destinations,
    opencv_drawing,
    opencv_filters,
    opencv_geometry,
    opencv_pixels,
    opencv_regions,
    opencv_shapes,
)
from .opencv_core import ZERO, from_source, image, integer, number

if TYPE_CHECKING:
    from ..interpreter import Interpreter

GROUPS = (
    image_files,
    opencv_arrays,
    opencv_drawing,
    opencv_filters,
    opencv_geometry,
    opencv_pixels,
    opencv_regions,
    opencv_shapes,
)


# --- boxes and blobs --------------------------------------------------------------------------------------------------


@function(cv2.dnn.NMSBoxes)
def _nms_boxes(
    interp: Interpreter, bboxes: Abstract, scores: Abstract, score_threshold: Abstract, nms_threshold: Abstract,
    eta: Abstract = Static(1.0), top_k: Abstract = ZERO,
) -> Abstract:  # fmt: skip
    """The places of the boxes that are kept, an empty tuple where there are none."""
    listed = [interp.call(Static(np.asarray), [v, Static(np.float64)]) for v in (bboxes, scores)]
    kept = interp.op(
        "cv2::NMSBoxes", *(interp.op("np::to_tensor", interp.op("np::ascontiguousarray", v, NONE)) for v in listed),
        number(interp, score_threshold), number(interp, nms_threshold), number(interp, eta),
        integer(interp, top_k, "NMSBoxes"),
    )  # fmt: skip
    indices = interp.op("np::from_tensor", kept, result=ty.ArrayType("int32", 1, "array"))
    empty = interp.compare("eq", interp.op("np::len", indices), ZERO)
    return interp.branch(interp.lift(empty), lambda: TupleValue(()), lambda: indices)


@function(source.planes)
def _planes(interp: Interpreter, image_: Abstract, scale: Abstract, mean: Abstract, swap: Abstract) -> Abstract:
    result = interp.op("cv2::planes", image(interp, image_, "blobFromImage"), scale, mean, swap)
    return interp.op("np::from_tensor", result, result=ty.ArrayType("float32", 3, "array"))


from_source(cv2.getRotationMatrix2D, source.get_rotation_matrix_2d)
from_source(cv2.getAffineTransform, source.get_affine_transform)
from_source(cv2.getPerspectiveTransform, source.get_perspective_transform)
from_source(cv2.dnn.blobFromImage, source.blob_from_image)
from_source(cv2.dnn.blobFromImages, source.blob_from_images)
from_source(cv2.imdecode, opencv_files.imdecode)


# --- everything else --------------------------------------------------------------------------------------------------


@function(cv2.setNumThreads, cv2.setUseOptimized)
def _setting(interp: Interpreter, value: Abstract) -> Abstract:
    """How fast OpenCV is where it runs; a program has threads of its own."""
    return NONE


def _refuse_others(module: Any, name: str) -> None:
    """Functions without a rule are refused by their own name: they have no Python source either."""
    for attribute, called in vars(module).items():
        if isinstance(called, types.BuiltinFunctionType) and called not in FUNCTIONS:
            FUNCTIONS[called] = _refusal(f"{name}.{attribute}")


TEXTS = "return the texts and where they go, and draw them where the program is called"
FILES = "read the image first and pass its array, or decode the file's bytes by cv2.imdecode"
SHOWN = "return the array, and show or write it where the program is called"
# What is refused for a reason of its own, and what to write instead.
REASONS = {
    **dict.fromkeys(("putText", "getTextSize", "getFontScaleFromHeight"), ("needs OpenCV's fonts", TEXTS)),
    "imencode": ("gives bytes that depend on how OpenCV was built", "return the array, and encode it where the program "
                 "is called"),
    **dict.fromkeys(("imread", "imreadmulti"), ("reads a file of the machine that it runs on", FILES)),
    **dict.fromkeys(("imwrite", "imshow", "waitKey", "namedWindow", "destroyAllWindows"), ("reaches outside of the "
                    "program", SHOWN)),
}  # fmt: skip


def _refusal(name: str) -> Callable[..., Abstract]:
    reason, fix = REASONS.get(
        name.removeprefix("cv2."), ("isn't supported", "do it outside the program, or with NumPy")
    )

    def refuse(interp: Interpreter, *args: Abstract, **kwargs: Abstract) -> Abstract:
        interp.refuse(f"{name} {reason}", fix)

    return refuse


opencv_destinations.allow(cv2)
_refuse_others(cv2, "cv2")
_refuse_others(cv2.dnn, "cv2.dnn")
