"""OpenCV's functions that compare regions: local histograms, templates, edges, boxes that suppress each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2

from .... import types as ty
from ....stdlib import opencv_regions as source
from ....stdlib import opencv_rotated
from ..values import NONE, Abstract, Static, TupleValue
from . import function, instance_method
from .numpy_core import is_array
from .opencv_core import boolean, from_module, from_source, image, integer, number

if TYPE_CHECKING:
    from ..interpreter import Interpreter

from_source(cv2.createCLAHE, source.CLAHE)
from_source(cv2.dnn.NMSBoxesBatched, source.nms_batched)
from_module(source, cv2)


@instance_method(cv2.CLAHE, "apply")
def _apply(interp: Interpreter, self: Abstract, src: Abstract) -> Abstract:
    """Of an object that was made before the program starts."""
    made = interp.python(self)
    options = [Static(made.getClipLimit()), TupleValue(tuple(map(Static, made.getTilesGridSize())))]
    return interp.call(Static(source.equalized_locally), [src, *options])


@function(source.sums_of_bytes)
def _sums_of_bytes(interp: Interpreter, src: Abstract) -> Abstract:
    found = interp.op("cv2::integral", image(interp, src, "integral"))
    return interp.op("np::from_tensor", found, result=ty.ArrayType("int32", None, "array"))


@function(source.by_tiles)
def _by_tiles(interp: Interpreter, src: Abstract, limit: Abstract, across: Abstract, down: Abstract) -> Abstract:
    found = interp.op("cv2::CLAHE", image(interp, src, "apply"), number(interp, limit), across, down)
    return interp.op("np::from_tensor", found, result=ty.ArrayType("uint8", 2, "array"))


@function(cv2.Canny)
def _canny(interp: Interpreter, *args: Abstract, **kwargs: Abstract) -> Abstract:
    """Of an image, or of two derivatives."""
    given = [*args, *(kwargs[k] for k in ("dx", "dy") if k in kwargs)]
    of_two = len(given) > 1 and is_array(interp.type_of(given[1]))
    of_two = of_two and not (isinstance(t := interp.type_of(given[1]), ty.ArrayType) and t.kind == "scalar")
    return interp.call(Static(source.canny_between if of_two else source.canny_of), list(args), kwargs)


@function(source.edges)
def _edges(
    interp: Interpreter, dx: Abstract, dy: Abstract, low: Abstract, high: Abstract, euclidean: Abstract
) -> Abstract:
    found = interp.op(
        "cv2::Canny", image(interp, dx, "Canny"), image(interp, dy, "Canny"), number(interp, low),
        number(interp, high), boolean(interp, euclidean),
    )  # fmt: skip
    return interp.op("np::from_tensor", found, result=ty.ArrayType("uint8", 2, "array"))


@function(cv2.dnn.softNMSBoxes)
def _soft_nms(interp: Interpreter, *args: Abstract, **kwargs: Abstract) -> Abstract:
    """Scores and places, or two empty tuples."""
    found = interp.call(Static(source.soft_nms), list(args), kwargs)
    parts = interp.items(found)
    assert parts is not None
    empty = interp.compare("eq", interp.call(Static(len), [parts[1]]), Static(0))
    nothing = TupleValue((TupleValue(()), TupleValue(())))
    return interp.branch(interp.lift(empty), lambda: nothing, lambda: TupleValue(tuple(parts)))


@function(opencv_rotated.meeting)
def _meeting(interp: Interpreter, first: Abstract, second: Abstract) -> Abstract:
    found = interp.op("cv2::rotatedIntersection", first, second)
    assert isinstance(found, TupleValue)
    corners = interp.op("np::from_tensor", found.items[1], result=ty.ArrayType("float32", 2, "array"))
    return TupleValue((found.items[0], corners))


@function(opencv_rotated.suppressed)
def _suppressed(
    interp: Interpreter, boxes: Abstract, scores: Abstract, least: Abstract, most: Abstract, eta: Abstract,
    top: Abstract,
) -> Abstract:  # fmt: skip
    kept = interp.op(
        "cv2::NMSBoxesRotated", image(interp, boxes, "NMSBoxesRotated"), image(interp, scores, "NMSBoxesRotated"),
        number(interp, least), number(interp, most), number(interp, eta), integer(interp, top, "NMSBoxesRotated"),
    )  # fmt: skip
    return interp.op("np::from_tensor", kept, result=ty.ArrayType("int32", 1, "array"))


@function(cv2.rotatedRectangleIntersection)
def _shared(interp: Interpreter, rect1: Abstract, rect2: Abstract, intersectingRegion: Abstract = NONE) -> Abstract:
    """How the rectangles lie, and an array of corners or None."""
    parts = interp.items(interp.call(Static(opencv_rotated.shared), [rect1, rect2]))
    assert parts is not None
    apart = interp.compare("eq", parts[0], Static(cv2.INTERSECT_NONE))
    region = interp.branch(interp.lift(apart), lambda: NONE, lambda: parts[1])
    return TupleValue((parts[0], region))


@function(cv2.dnn.NMSBoxesRotated)
def _nms_rotated(interp: Interpreter, *args: Abstract, **kwargs: Abstract) -> Abstract:
    """The places of the boxes that are kept, an empty tuple where there are none."""
    kept = interp.call(Static(opencv_rotated.nms_rotated), list(args), kwargs)
    empty = interp.compare("eq", interp.call(Static(len), [kept]), Static(0))
    return interp.branch(interp.lift(empty), lambda: TupleValue(()), lambda: kept)
