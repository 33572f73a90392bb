"""OpenCV's functions that draw: they write into the image that they are given."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2

from ....stdlib import opencv_drawing as source
from ..values import NONE, Abstract, Static
from . import function
from .numpy_core import check_writable
from .opencv_core import ONE, ZERO, boolean, from_module, image, integer, number, parts, scalars, size

if TYPE_CHECKING:
    from ..interpreter import Interpreter

LINE = Static(cv2.LINE_8)


def _integers(interp: Interpreter, name: str, *values: Abstract) -> list[Abstract]:
    return [integer(interp, v, name) for v in values]


@function(cv2.rectangle)
def _rectangle(interp: Interpreter, img: Abstract, *args: Abstract, **kwargs: Abstract) -> Abstract:
    """Two corners, or a rectangle of x, y, width and height."""
    given = args[0] if args else kwargs.get("rec", kwargs.get("pt1"))
    if "rec" in kwargs or (given is not None and len(interp.items(given) or ()) == 4):
        return interp.call(Static(source.rectangle_of), [img, *args], kwargs)
    return _rectangle_between(interp, img, *args, **kwargs)


def _rectangle_between(
    interp: Interpreter, img: Abstract, pt1: Abstract, pt2: Abstract, color: Abstract, thickness: Abstract = ONE,
    lineType: Abstract = LINE, shift: Abstract = ZERO,
) -> Abstract:  # fmt: skip
    check_writable(interp, img, "cv2.rectangle")
    corners = [*size(interp, pt1, "rectangle", "pt1"), *size(interp, pt2, "rectangle", "pt2")]
    options = _integers(interp, "rectangle", thickness, lineType, shift)
    interp.op("cv2::rectangle", img, *corners, scalars(interp, color), *options)
    return img


@function(cv2.line)
def _line(
    interp: Interpreter, img: Abstract, pt1: Abstract, pt2: Abstract, color: Abstract, thickness: Abstract = ONE,
    lineType: Abstract = LINE, shift: Abstract = ZERO,
) -> Abstract:  # fmt: skip
    check_writable(interp, img, "cv2.line")
    ends = [*size(interp, pt1, "line", "pt1"), *size(interp, pt2, "line", "pt2")]
    interp.op("cv2::line", img, *ends, scalars(interp, color), *_integers(interp, "line", thickness, lineType, shift))
    return img


@function(cv2.circle)
def _circle(
    interp: Interpreter, img: Abstract, center: Abstract, radius: Abstract, color: Abstract, thickness: Abstract = ONE,
    lineType: Abstract = LINE, shift: Abstract = ZERO,
) -> Abstract:  # fmt: skip
    check_writable(interp, img, "cv2.circle")
    place = [*size(interp, center, "circle", "center"), integer(interp, radius, "circle")]
    options = _integers(interp, "circle", thickness, lineType, shift)
    interp.op("cv2::circle", img, *place, scalars(interp, color), *options)
    return img


@function(source.arc)
def _arc(
    interp: Interpreter, img: Abstract, place: Abstract, angles: Abstract, color: Abstract, thickness: Abstract,
    lineType: Abstract,
) -> Abstract:  # fmt: skip
    check_writable(interp, img, "cv2.ellipse")
    interp.op(
        "cv2::ellipse", img, *_integers(interp, "ellipse", *parts(interp, place, 4, "ellipse", "the place")),
        *(number(interp, v) for v in parts(interp, angles, 3, "ellipse", "the angles")), scalars(interp, color),
        *_integers(interp, "ellipse", thickness, lineType),
    )  # fmt: skip
    return img


@function(cv2.polylines)
def _polylines(
    interp: Interpreter, img: Abstract, pts: Abstract, isClosed: Abstract, color: Abstract, thickness: Abstract = ONE,
    lineType: Abstract = LINE, shift: Abstract = ZERO,
) -> Abstract:  # fmt: skip
    check_writable(interp, img, "cv2.polylines")
    options = _integers(interp, "polylines", thickness, lineType, shift)
    interp.op("cv2::polylines", img, pts, boolean(interp, isClosed), scalars(interp, color), *options)
    return img


@function(cv2.fillPoly)
def _fill_poly(
    interp: Interpreter, img: Abstract, pts: Abstract, color: Abstract, lineType: Abstract = LINE,
    shift: Abstract = ZERO, offset: Abstract = NONE,
) -> Abstract:  # fmt: skip
    check_writable(interp, img, "cv2.fillPoly")
    moved = [ZERO, ZERO] if offset is NONE else size(interp, offset, "fillPoly", "offset")
    options = _integers(interp, "fillPoly", lineType, shift)
    interp.op("cv2::fillPoly", img, pts, scalars(interp, color), *options, *moved)
    return img


@function(cv2.fillConvexPoly)
def _fill_convex_poly(
    interp: Interpreter, img: Abstract, points: Abstract, color: Abstract, lineType: Abstract = LINE,
    shift: Abstract = ZERO,
) -> Abstract:  # fmt: skip
    check_writable(interp, img, "cv2.fillConvexPoly")
    options = _integers(interp, "fillConvexPoly", lineType, shift)
    interp.op("cv2::fillConvexPoly", img, image(interp, points, "fillConvexPoly"), scalars(interp, color), *options)
    return img


@function(source.contour_lines)
def _contour_lines(
    interp: Interpreter, img: Abstract, contours: Abstract, color: Abstract, thickness: Abstract, lineType: Abstract,
    offset: Abstract,
) -> Abstract:  # fmt: skip
    check_writable(interp, img, "cv2.drawContours")
    options = _integers(interp, "drawContours", thickness, lineType)
    moved = size(interp, offset, "drawContours", "offset")
    interp.op("cv2::contourLines", img, contours, scalars(interp, color), *options, *moved)
    return img


from_module(source, cv2)
