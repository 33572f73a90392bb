"""OpenCV's components and contours, and what it says of their shapes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2

from .... import types as ty
from ....stdlib import opencv_shapes as source
from ..values import Abstract, Static, TupleValue
from . import function
from .opencv_core import boolean, from_module, image, integer, number

if TYPE_CHECKING:
    from ..interpreter import Interpreter

CONTOUR = ty.ArrayType("int32", 3, "array")


def _array(interp: Interpreter, tensor: Abstract, dtype: str | None, rank: int) -> Abstract:
    return interp.op("np::from_tensor", tensor, result=ty.ArrayType(dtype, rank, "array"))


@function(source.components)
def _components(interp: Interpreter, image_: Abstract, connectivity: Abstract) -> Abstract:
    found = interp.op(
        "cv2::connectedComponents", image(interp, image_, "connectedComponents"),
        integer(interp, connectivity, "connectedComponents"),
    )  # fmt: skip
    assert isinstance(found, TupleValue)
    count, labels, stats, centroids = found.items
    arrays = (_array(interp, labels, "int32", 2), _array(interp, stats, "int32", 2))
    return TupleValue((count, *arrays, _array(interp, centroids, "float64", 2)))


@function(source.contours)
def _contours(interp: Interpreter, image_: Abstract, mode: Abstract, method: Abstract) -> Abstract:
    options = [integer(interp, v, "findContours") for v in (mode, method)]
    found = interp.op("cv2::findContours", image(interp, image_, "findContours"), *options)
    assert isinstance(found, TupleValue)
    contours = interp.op("py::to_tuple", found.items[0], result=ty.any_tuple_of(CONTOUR))
    return TupleValue((contours, _array(interp, found.items[1], "int32", 3)))


@function(source.hull)
def _hull(interp: Interpreter, points: Abstract, clockwise: Abstract, gives_points: Abstract) -> Abstract:
    options = [boolean(interp, v) for v in (clockwise, gives_points)]
    hull = interp.op("cv2::convexHull", image(interp, points, "convexHull"), *options)
    return _array(interp, hull, None, 3 if isinstance(gives_points, Static) and gives_points.value else 2)


@function(source.simplified)
def _simplified(interp: Interpreter, curve: Abstract, epsilon: Abstract, closed: Abstract) -> Abstract:
    curve = image(interp, curve, "approxPolyDP")
    return _array(
        interp, interp.op("cv2::approxPolyDP", curve, number(interp, epsilon), boolean(interp, closed)), None, 3
    )


@function(source.rectangle_around)
def _rectangle_around(interp: Interpreter, points: Abstract) -> Abstract:
    return interp.op("cv2::minAreaRect", image(interp, points, "minAreaRect"))


@function(source.circle_around)
def _circle_around(interp: Interpreter, points: Abstract) -> Abstract:
    return interp.op("cv2::minEnclosingCircle", image(interp, points, "minEnclosingCircle"))


@function(source.distance_inside)
def _distance_inside(interp: Interpreter, contour: Abstract, x: Abstract, y: Abstract, measures: Abstract) -> Abstract:
    contour = image(interp, contour, "pointPolygonTest")
    return interp.op("cv2::pointPolygonTest", contour, number(interp, x), number(interp, y), boolean(interp, measures))


from_module(source, cv2)
