"""OpenCV's contours and what is said of them, under the names that they have there.

What looks at pixels or walks along points is done by operators: ``components``, ``contours`` and the like only say
what those give.
"""

from __future__ import annotations

import math
from typing import Any

import cv2
import numpy as np


def components(image: Any, connectivity: Any) -> Any:
    """How many regions there are with the background, their labels, statistics and centroids."""
    return cv2.connectedComponentsWithStats(image, connectivity=connectivity)


def connectedComponents(image: Any, labels: Any = None, connectivity: Any = 8, ltype: Any = cv2.CV_32S) -> Any:
    """``cv2.connectedComponents``."""
    count, found, _, _ = components(image, connectivity)
    return count, _labels(found, ltype)


def connectedComponentsWithStats(
    image: Any, labels: Any = None, stats: Any = None, centroids: Any = None, connectivity: Any = 8,
    ltype: Any = cv2.CV_32S,
) -> Any:  # fmt: skip
    """``cv2.connectedComponentsWithStats``."""
    count, found, about, centres = components(image, connectivity)
    return count, _labels(found, ltype), about, centres


def _labels(labels: Any, ltype: Any) -> Any:
    if ltype == cv2.CV_16U:
        return labels.astype(np.uint16)
    if ltype != cv2.CV_32S:
        raise cv2.error("connectedComponents(): labels are of CV_32S or CV_16U")
    return labels


def contours(image: Any, mode: Any, method: Any) -> Any:
    """The contours and, of each, the next and previous one beside it, its first child and its parent."""
    return cv2.findContours(image, mode, method)


def findContours(
    image: Any, mode: Any, method: Any, contours_: Any = None, hierarchy: Any = None, offset: Any = (0, 0)
) -> Any:
    """``cv2.findContours``."""
    found, relations = contours(image, mode, method)
    if offset[0] != 0 or offset[1] != 0:
        found = tuple([each + np.array([offset[0], offset[1]], dtype=np.int32) for each in found])
    return found, relations if len(found) > 0 else None


def _points(points: Any, name: str) -> Any:
    """Points as an array [n, 2]. OpenCV's binding makes int32 of int64."""
    if points.dtype == np.int64:
        points = points.astype(np.int32)
    if points.dtype != np.int32 and points.dtype != np.float32:
        raise cv2.error(name + "(): points are of int32 or float32")
    if points.size > 0 and points.shape[-1] != 2:
        raise cv2.error(name + "(): points are an array of n x 1 x 2 or n x 2")
    return points.reshape(-1, 2)


def contourArea(contour: Any, oriented: Any = False) -> Any:
    """``cv2.contourArea``: by the shoelace formula."""
    points = _points(contour, "contourArea").astype(np.float32).astype(np.float64)
    if len(points) == 0:
        return 0.0
    before = np.roll(points, 1, axis=0)
    area = float(np.sum(before[:, 0] * points[:, 1] - before[:, 1] * points[:, 0])) * 0.5
    return area if oriented else abs(area)


def arcLength(curve: Any, closed: Any) -> Any:
    """``cv2.arcLength``."""
    points = _points(curve, "arcLength").astype(np.float32)
    if len(points) <= 1:
        return 0.0
    steps = points - np.roll(points, 1, axis=0) if closed else points[1:] - points[:-1]
    return float(np.sum(np.sqrt(steps[:, 0] * steps[:, 0] + steps[:, 1] * steps[:, 1]).astype(np.float64)))


def boundingRect(array: Any) -> Any:
    """``cv2.boundingRect``: of points, or of the pixels of a mask that aren't 0."""
    if array.dtype == np.uint8:
        rows = np.flatnonzero(array.max(axis=1)) if array.size > 0 else np.zeros(0, dtype=np.int64)
        if len(rows) == 0:
            return 0, 0, 0, 0
        columns = np.flatnonzero(array.max(axis=0))
        left, top = int(columns[0]), int(rows[0])
        return left, top, int(columns[-1]) - left + 1, int(rows[-1]) - top + 1
    points = _points(array, "boundingRect")
    if len(points) == 0:
        return 0, 0, 0, 0
    low, high = np.floor(points.min(axis=0)), np.floor(points.max(axis=0))
    x, y = int(low[0]), int(low[1])
    return x, y, int(high[0]) - x + 1, int(high[1]) - y + 1


def hull(points: Any, clockwise: Any, gives_points: Any) -> Any:
    """The corners of the smallest convex polygon around points, or their places."""
    return cv2.convexHull(points, clockwise=clockwise, returnPoints=gives_points)


def convexHull(points: Any, hull_: Any = None, clockwise: Any = False, returnPoints: Any = True) -> Any:
    """``cv2.convexHull``."""
    if points.size == 0:
        return None
    return hull(points, clockwise, returnPoints)


def simplified(curve: Any, epsilon: Any, closed: Any) -> Any:
    """A curve with fewer points that is nowhere farther than ``epsilon`` away."""
    return cv2.approxPolyDP(curve, epsilon, closed)


def approxPolyDP(curve: Any, epsilon: Any, closed: Any, approxCurve: Any = None) -> Any:
    """``cv2.approxPolyDP``."""
    if curve.size == 0:
        return None
    return simplified(curve, epsilon, closed)


def isContourConvex(contour: Any) -> Any:
    """``cv2.isContourConvex``: whether every corner turns to the same side."""
    points = _points(contour, "isContourConvex")
    if len(points) == 0:
        return False
    sides = points - np.roll(points, 1, axis=0)
    before = np.roll(sides, 1, axis=0)
    left, right = before[:, 0] * sides[:, 1], before[:, 1] * sides[:, 0]
    return bool(np.all(left > right)) or bool(np.all(left < right))


def rectangle_around(points: Any) -> Any:
    """Centre, sides and angle of the smallest rectangle around points."""
    (x, y), (width, height), angle = cv2.minAreaRect(points)
    return x, y, width, height, angle


def minAreaRect(points: Any) -> Any:
    """``cv2.minAreaRect``."""
    x, y, width, height, angle = rectangle_around(points)
    return (x, y), (width, height), angle


def boxPoints(box: Any, points: Any = None) -> Any:
    """``cv2.boxPoints``: the corners of a rectangle that is turned."""
    (x, y), (width, height), angle = box
    radians = float(np.float32(angle)) * math.pi / 180.0
    b, a = np.float32(math.cos(radians)) * np.float32(0.5), np.float32(math.sin(radians)) * np.float32(0.5)
    centre_x, centre_y = np.float32(x), np.float32(y)
    across, down = np.float32(width), np.float32(height)
    first_x, first_y = centre_x - a * down - b * across, centre_y + b * down - a * across
    second_x, second_y = centre_x + a * down - b * across, centre_y - b * down - a * across
    two = np.float32(2)
    return np.array(
        [
            [first_x, first_y], [second_x, second_y], [two * centre_x - first_x, two * centre_y - first_y],
            [two * centre_x - second_x, two * centre_y - second_y],
        ],
        dtype=np.float32,
    )  # fmt: skip


def circle_around(points: Any) -> Any:
    """Centre and radius of the smallest circle around points."""
    (x, y), radius = cv2.minEnclosingCircle(points)
    return x, y, radius


def minEnclosingCircle(points: Any) -> Any:
    """``cv2.minEnclosingCircle``."""
    x, y, radius = circle_around(points)
    return (x, y), radius


def distance_inside(contour: Any, x: Any, y: Any, measures: Any) -> Any:
    """1 inside, -1 outside, 0 on the edge; or the distance to the edge, negative outside."""
    return cv2.pointPolygonTest(contour, (x, y), measures)


def pointPolygonTest(contour: Any, pt: Any, measureDist: Any) -> Any:
    """``cv2.pointPolygonTest``."""
    return distance_inside(contour, pt[0], pt[1], measureDist)


def findNonZero(src: Any, idx: Any = None) -> Any:
    """``cv2.findNonZero``: the places of pixels that aren't 0, as x and y."""
    rows, columns = np.nonzero(src)
    if len(rows) == 0:
        return None
    return np.stack([columns, rows], axis=1).astype(np.int32)


def _contour_moments(points: Any) -> Any:
    """The spatial moments of a polygon, by Green's theorem."""
    p = points.astype(np.float64)
    x, y = p[:, 0], p[:, 1]
    u, v = np.roll(x, 1), np.roll(y, 1)
    cross = u * y - x * v
    xs, ys = u + x, v + y
    area = float(np.sum(cross))
    if abs(area) <= 1.1920928955078125e-07:
        return [0.0 for _ in range(10)]
    sums = [
        area * 0.5,
        float(np.sum(cross * xs)) / 6,
        float(np.sum(cross * ys)) / 6,
        float(np.sum(cross * (u * xs + x * x))) / 12,
        float(np.sum(cross * (u * (ys + v) + x * (ys + y)))) / 24,
        float(np.sum(cross * (v * ys + y * y))) / 12,
        float(np.sum(cross * xs * (u * u + x * x))) / 20,
        float(np.sum(cross * (u * u * (3 * v + y) + 2 * x * u * ys + x * x * (v + 3 * y)))) / 60,
        float(np.sum(cross * (v * v * (3 * u + x) + 2 * y * v * xs + y * y * (u + 3 * x)))) / 60,
        float(np.sum(cross * ys * (v * v + y * y))) / 20,
    ]
    return sums if area > 0 else [-each for each in sums]


def _image_moments(image: Any, binary: Any) -> Any:
    pixels = (image != 0).astype(np.float64) if binary else image.astype(np.float64)
    x = np.arange(image.shape[1], dtype=np.float64)
    y = np.arange(image.shape[0], dtype=np.float64)
    rows = [np.sum(pixels, axis=1), np.sum(pixels * x, axis=1), np.sum(pixels * (x * x), axis=1),
            np.sum(pixels * (x * x * x), axis=1)]  # fmt: skip
    return [
        float(np.sum(rows[0])), float(np.sum(rows[1])), float(np.sum(rows[0] * y)), float(np.sum(rows[2])),
        float(np.sum(rows[1] * y)), float(np.sum(rows[0] * y * y)), float(np.sum(rows[3])),
        float(np.sum(rows[2] * y)), float(np.sum(rows[1] * y * y)), float(np.sum(rows[0] * y * y * y)),
    ]  # fmt: skip


def moments(array: Any, binaryImage: Any = False) -> Any:
    """``cv2.moments``, of a contour or an image of one channel."""
    is_contour = (
        array.dtype == np.int32 or array.dtype == np.int64 or (array.dtype == np.float32 and array.shape[-1] == 2)
    )
    found = _contour_moments(_points(array, "moments")) if is_contour else _image_moments(array, binaryImage)
    m00, m10, m01, m20, m11, m02, m30, m21, m12, m03 = found
    inverse = 1.0 / m00 if abs(m00) > 2.220446049250313e-16 else 0.0
    cx, cy = m10 * inverse, m01 * inverse
    mu20, mu11, mu02 = m20 - m10 * cx, m11 - m10 * cy, m02 - m01 * cy
    mu30 = m30 - cx * (3 * mu20 + cx * m10)
    mu21 = m21 - cx * (2 * mu11 + cx * m01) - cy * mu20
    mu12 = m12 - cy * (2 * mu11 + cy * m10) - cx * mu02
    mu03 = m03 - cy * (3 * mu02 + cy * m01)
    second = inverse * inverse
    third = second * math.sqrt(abs(inverse))
    return {
        "m00": m00, "m10": m10, "m01": m01, "m20": m20, "m11": m11, "m02": m02, "m30": m30, "m21": m21, "m12": m12,
        "m03": m03, "mu20": mu20, "mu11": mu11, "mu02": mu02, "mu30": mu30, "mu21": mu21, "mu12": mu12, "mu03": mu03,
        "nu20": mu20 * second, "nu11": mu11 * second, "nu02": mu02 * second, "nu30": mu30 * third,
        "nu21": mu21 * third, "nu12": mu12 * third, "nu03": mu03 * third,
    }  # fmt: skip


def HuMoments(m: Any, hu: Any = None) -> Any:
    """``cv2.HuMoments``: seven numbers that don't change as a shape is moved, scaled or turned."""
    a, b = m["nu30"] + m["nu12"], m["nu21"] + m["nu03"]
    p, q = m["nu20"] - m["nu02"], m["nu30"] - 3 * m["nu12"]
    r, n = 3 * m["nu21"] - m["nu03"], 4 * m["nu11"]
    first = m["nu20"] + m["nu02"]
    return np.array(
        [
            [first], [p * p + n * m["nu11"]], [q * q + r * r], [a * a + b * b],
            [q * a * (a * a - 3 * b * b) + r * b * (3 * a * a - b * b)],
            [p * (a * a - b * b) + n * a * b],
            [r * a * (a * a - 3 * b * b) - q * b * (3 * a * a - b * b)],
        ]
    )  # fmt: skip
