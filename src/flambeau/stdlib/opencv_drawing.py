"""OpenCV's functions that draw by means of others, under the names that they have there.

What an operator draws (``arc``, ``contour_lines``) only says here what it means.
"""

from __future__ import annotations

import math
from typing import Any

import cv2
import numpy as np


def rectangle_of(img: Any, rec: Any, color: Any, thickness: Any = 1, lineType: Any = cv2.LINE_8, shift: Any = 0) -> Any:
    """``cv2.rectangle`` of x, y, width and height."""
    x, y, width, height = rec
    if width > 0 and height > 0:
        unit = 1 << shift
        cv2.rectangle(img, (x, y), (x + width - unit, y + height - unit), color, thickness, lineType, shift)
    return img


def arc(img: Any, place: Any, angles: Any, color: Any, thickness: Any, lineType: Any) -> Any:
    """Part of an ellipse. Its centre and axes have 16 bits after the point."""
    x, y, width, height = place
    start, end = angles[1], angles[2]
    return cv2.ellipse(img, (x, y), (width, height), angles[0], start, end, color, thickness, lineType, shift=16)


def ellipse(img: Any, *args: Any, **kwargs: Any) -> Any:
    """``cv2.ellipse``, of a centre, axes and angles or of a turned rectangle."""
    if "box" in kwargs or ("center" not in kwargs and len(args[0]) == 3):
        return _ellipse_in_box(img, *args, **kwargs)
    return _ellipse_around(img, *args, **kwargs)


def _ellipse_around(
    img: Any, center: Any, axes: Any, angle: Any, startAngle: Any, endAngle: Any, color: Any, thickness: Any = 1,
    lineType: Any = cv2.LINE_8, shift: Any = 0,
) -> Any:  # fmt: skip
    up = 16 - shift
    place = (center[0] << up, center[1] << up, axes[0] << up, axes[1] << up)
    return arc(img, place, (angle, startAngle, endAngle), color, thickness, lineType)


def _ellipse_in_box(img: Any, box: Any, color: Any, thickness: Any = 1, lineType: Any = cv2.LINE_8) -> Any:
    (x, y), (width, height), angle = box
    half = [_fixed(width, 15), _fixed(height, 15)]
    return arc(
        img, (_fixed(x, 16), _fixed(y, 16), half[0], half[1]), (round(angle), 0, 360), color, thickness, lineType
    )


def _fixed(value: Any, bits: int) -> Any:
    """A number with that many bits after the point, rounded in OpenCV's two steps."""
    single = np.float32(value)
    whole = round(float(single))
    return (whole << bits) + round(float((single - np.float32(whole)) * np.float32(1 << bits)))


def contour_lines(img: Any, contours: Any, color: Any, thickness: Any, lineType: Any, offset: Any) -> Any:
    """The lines of all contours."""
    return cv2.drawContours(img, contours, -1, color, thickness, lineType, None, 0, offset)


def drawContours(
    image: Any, contours: Any, contourIdx: Any, color: Any, thickness: Any = 1, lineType: Any = cv2.LINE_8,
    hierarchy: Any = None, maxLevel: Any = 2147483647, offset: Any = (0, 0),
) -> Any:  # fmt: skip
    """``cv2.drawContours``: lines, or with a negative thickness what is inside them."""
    if len(contours) == 0:
        return image
    chosen = contours if contourIdx < 0 else contours[contourIdx : contourIdx + 1]
    if thickness >= 0:
        return contour_lines(image, chosen, color, thickness, lineType, offset)
    if hierarchy is None or maxLevel == 0:
        return cv2.fillPoly(image, chosen, color, lineType, 0, offset)
    inside = [contours[i] for i in _with_children(hierarchy.reshape(-1, 4), contourIdx, maxLevel, len(contours))]
    return cv2.fillPoly(image, inside, color, lineType, 0, offset)


def _with_children(relations: Any, first: Any, deepest: Any, count: Any) -> Any:
    """The places of one contour, or of all outermost ones, and of those inside them down to a level."""
    open_ = [int(first)]
    if first < 0:
        open_ = [i for i in range(count) if int(relations[i, 3]) < 0]
    found: list[int] = []
    while len(open_) > 0:
        current = open_.pop()
        level = -1
        parent = current
        while parent >= 0:
            parent = int(relations[parent, 3])
            level += 1
        if level <= deepest:
            found.append(current)
        inner = int(relations[current, 2])
        while inner > 0:
            open_.append(inner)
            inner = int(relations[inner, 0])
    return found


def arrowedLine(
    img: Any, pt1: Any, pt2: Any, color: Any, thickness: Any = 1, line_type: Any = cv2.LINE_8, shift: Any = 0,
    tipLength: Any = 0.1,
) -> Any:  # fmt: skip
    """``cv2.arrowedLine``."""
    dx, dy = pt1[0] - pt2[0], pt1[1] - pt2[1]
    tip = math.sqrt(dx * dx + dy * dy) * tipLength
    cv2.line(img, pt1, pt2, color, thickness, line_type, shift)
    angle = math.atan2(dy, dx)
    for turn in (math.pi / 4, -math.pi / 4):
        end = (round(pt2[0] + tip * math.cos(angle + turn)), round(pt2[1] + tip * math.sin(angle + turn)))
        cv2.line(img, end, pt2, color, thickness, line_type, shift)
    return img


def drawMarker(
    img: Any, position: Any, color: Any, markerType: Any = cv2.MARKER_CROSS, markerSize: Any = 20, thickness: Any = 1,
    line_type: Any = cv2.LINE_8,
) -> Any:  # fmt: skip
    """``cv2.drawMarker``."""
    x, y = position[0], position[1]
    r = markerSize // 2
    left, right, top, bottom = x - r, x + r, y - r, y + r
    cross = [((left, y), (right, y)), ((x, top), (x, bottom))]
    tilted = [((left, top), (right, bottom)), ((right, top), (left, bottom))]
    lines = cross
    if markerType == cv2.MARKER_TILTED_CROSS:
        lines = tilted
    elif markerType == cv2.MARKER_STAR:
        lines = cross + tilted
    elif markerType == cv2.MARKER_DIAMOND:
        lines = [((x, top), (right, y)), ((right, y), (x, bottom)), ((x, bottom), (left, y)), ((left, y), (x, top))]
    elif markerType == cv2.MARKER_SQUARE:
        lines = [
            ((left, top), (right, top)), ((right, top), (right, bottom)), ((right, bottom), (left, bottom)),
            ((left, bottom), (left, top)),
        ]  # fmt: skip
    elif markerType == cv2.MARKER_TRIANGLE_UP:
        lines = [((left, bottom), (right, bottom)), ((right, bottom), (x, top)), ((x, top), (left, bottom))]
    elif markerType == cv2.MARKER_TRIANGLE_DOWN:
        lines = [((left, top), (right, top)), ((right, top), (x, bottom)), ((x, bottom), (left, top))]
    for start, end in lines:
        cv2.line(img, start, end, color, thickness, line_type)
    return img


def ellipse2Poly(center: Any, axes: Any, angle: Any, arcStart: Any, arcEnd: Any, delta: Any) -> Any:
    """``cv2.ellipse2Poly``: the corners of an arc, one every ``delta`` degrees, none twice in a row."""
    first, last = min(arcStart, arcEnd), max(arcStart, arcEnd)
    while first < 0:
        first, last = first + 360, last + 360
    while last > 360:
        first, last = first - 360, last - 360
    if last - first > 360:
        first, last = 0, 360
    turn = angle % 360
    points: list[tuple[int, int]] = []
    for degrees in range(first, last + delta, delta):
        at = min(degrees, last)
        x, y = axes[0] * _cosine(at), axes[1] * _sine(at)
        across = center[0] + x * _cosine(turn) - y * _sine(turn)
        down = center[1] + x * _sine(turn) + y * _cosine(turn)
        point = (round(across), round(down))
        if not points or points[-1] != point:
            points.append(point)
    return np.array(points if len(points) > 1 else [center, center]).astype(np.int32)


def _sine(degrees: int) -> float:
    """As in OpenCV's table, which has seven digits in single precision."""
    return float(np.float32(round(math.sin(math.radians(degrees)), 7)))


def _cosine(degrees: int) -> float:
    return _sine(450 - degrees)
