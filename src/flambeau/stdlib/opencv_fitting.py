"""OpenCV's functions that fit something to points: homographies, poses, ellipses, lines."""

from __future__ import annotations

import math
from typing import Any

import cv2
import numpy as np

from .opencv_cameras import _agreed_on, _are_in_line, _coefficients, _distorted, _vector, undistortPoints

# --- homographies -----------------------------------------------------------------------------------------------------

TRIPLES = [[0, 1, 2], [1, 2, 3], [0, 2, 3], [0, 1, 3]]


def _spread(points: Any) -> Any:
    """The middle of points, and one over their mean distance from it along each axis; None where that is 0."""
    middle = points.mean(axis=0)
    mean = np.abs(points - middle).mean(axis=0)
    if mean[0] < 2.220446049250313e-16 or mean[1] < 2.220446049250313e-16:
        return None
    return middle, 1.0 / mean


def _homography(a: Any, b: Any) -> Any:
    """The matrix that sends points to others with the least algebraic error (Hartley, Zisserman: 4.4)."""
    start, end = _spread(a), _spread(b)
    if start is None or end is None:
        return None
    p, q = (a - start[0]) * start[1], (b - end[0]) * end[1]
    x, y, u, v = p[:, 0], p[:, 1], q[:, 0], q[:, 1]
    one, none = np.ones_like(x), np.zeros_like(x)
    across = np.stack([x, y, one, none, none, none, -u * x, -u * y, -u], axis=1)
    down = np.stack([none, none, none, x, y, one, -v * x, -v * y, -v], axis=1)
    _, vectors = np.linalg.eigh(across.T @ across + down.T @ down)
    (x0, y0), (sx, sy) = start
    (u0, v0), (su, sv) = end
    there = np.array([[sx, 0.0, -x0 * sx], [0.0, sy, -y0 * sy], [0.0, 0.0, 1.0]])
    back = np.array([[1.0 / su, 0.0, u0], [0.0, 1.0 / sv, v0], [0.0, 0.0, 1.0]])
    made = back @ vectors[:, 0].reshape(3, 3) @ there
    return made / made[2, 2]


def _turned(points: Any, places: Any) -> float:
    """On which side of the line through two points the third one lies."""
    (x0, y0), (x1, y1), (x2, y2) = points[places[0]], points[places[1]], points[places[2]]
    return float(x0 * (y1 - y2) - y0 * (x1 - x2) + (x1 * y2 - x2 * y1))


def _may_be_sent(first: Any, second: Any, chosen: Any) -> bool:
    """Whether four points can be sent to four others: none in line, and all turned over or none."""
    if _are_in_line_of_four(first, chosen) or _are_in_line_of_four(second, chosen):
        return False
    a, b = [first[place] for place in chosen], [second[place] for place in chosen]
    turned = sum([1 if _turned(a, places) * _turned(b, places) < 0 else 0 for places in TRIPLES])
    return turned == 0 or turned == 4


def _are_in_line_of_four(points: Any, chosen: Any) -> bool:
    """Whether the last of the points lies on a line through two others."""
    a, b, c, last = chosen
    pairs = [[b, a, last], [c, a, last], [c, b, last]]
    return any(_are_in_line(points, pair) for pair in pairs)


def _homography_errors(model: Any, a: Any, b: Any) -> Any:
    """Squared distances, in single precision."""
    m = model.astype(np.float32)
    p, q = a.astype(np.float32), b.astype(np.float32)
    depth = np.float32(1) / (m[2, 0] * p[:, 0] + m[2, 1] * p[:, 1] + np.float32(1))
    x = (m[0, 0] * p[:, 0] + m[0, 1] * p[:, 1] + m[0, 2]) * depth - q[:, 0]
    y = (m[1, 0] * p[:, 0] + m[1, 1] * p[:, 1] + m[1, 2]) * depth - q[:, 1]
    return x * x + y * y


def _refined_homography(model: Any, a: Any, b: Any) -> Any:
    """The homography of least squared distances near a first one, by ten steps of Levenberg and Marquardt."""
    h = model.reshape(9)[:8]
    x, y = a[:, 0], a[:, 1]

    def slopes(h: Any) -> Any:
        depth = h[6] * x + h[7] * y + 1.0
        depth = np.where(np.abs(depth) > 2.220446049250313e-16, 1.0 / depth, 0.0)
        u, v = (h[0] * x + h[1] * y + h[2]) * depth, (h[3] * x + h[4] * y + h[5]) * depth
        none = np.zeros_like(x)
        across = np.stack([x * depth, y * depth, depth, none, none, none, -x * depth * u, -y * depth * u], axis=1)
        down = np.stack([none, none, none, x * depth, y * depth, depth, -x * depth * v, -y * depth * v], axis=1)
        return np.concatenate([across, down]), np.concatenate([u - b[:, 0], v - b[:, 1]])

    return np.append(_least(slopes, h, 10), 1.0).reshape(3, 3)


def _least(slopes: Any, start: Any, steps: int) -> Any:
    """Where the squares of what ``slopes`` gives beside its derivatives are least, near ``start``: so many steps of
    Levenberg and Marquardt. A step that leads up is tried again, shorter."""
    at, trial, damping, error = start, start, 0.01, math.inf
    count = len(start)
    product, gradient = np.eye(count), np.zeros(count)
    taken = failed = 0
    while taken <= steps and failed < 12:
        jacobian, rest = slopes(trial)
        remaining = float(np.sum(rest * rest))
        if remaining < error:
            at, error = trial, remaining
            product, gradient = jacobian.T @ jacobian, jacobian.T @ rest
            damping *= 0.1
            taken, failed = taken + 1, 0
        else:
            damping *= 10.0
            failed += 1
        held = np.diag(np.diag(product)) * damping + np.eye(count) * 1e-300
        trial = at - np.linalg.solve(product + held, gradient)
    return at


def findHomography(
    srcPoints: Any, dstPoints: Any, method: Any = 0, ransacReprojThreshold: Any = 3.0, mask: Any = None,
    maxIters: Any = 2000, confidence: Any = 0.995,
) -> Any:  # fmt: skip
    """``cv2.findHomography`` by least squares, or by ``cv2.RANSAC`` and ``cv2.LMEDS`` with OpenCV's draws."""
    if method != 0 and method != cv2.RANSAC and method != cv2.LMEDS:
        raise cv2.error("findHomography(): the methods are 0, cv2.RANSAC and cv2.LMEDS")
    a, b = np.asarray(srcPoints).reshape(-1, 2), np.asarray(dstPoints).reshape(-1, 2)
    a, b = a.astype(np.float32).astype(np.float64), b.astype(np.float32).astype(np.float64)
    count = len(a)
    if count < 4:
        raise cv2.error("findHomography(): at least 4 corresponding points are needed")
    best: Any = None
    inside = np.ones(count, dtype=np.bool_)
    threshold = 3.0 if ransacReprojThreshold <= 0 else ransacReprojThreshold
    if method == 0 or count == 4:
        best = _homography(a, b)
    else:
        best, inside = _agreed_on(
            a, b, 4, _homography, _homography_errors, _may_be_sent, method == cv2.LMEDS, threshold, maxIters, confidence
        )
    if best is None:
        return None, np.zeros((count, 1), dtype=np.uint8)
    if count > 4:
        p, q = a[inside], b[inside]
        if len(p) > 0:
            again = _homography(p, q) if method != 0 else best
            if again is not None:
                best = _refined_homography(again, p, q)
        inside = _homography_errors(best, a, b) <= np.float32(threshold * threshold)
    return best, inside.astype(np.uint8).reshape(count, 1)


# --- poses ------------------------------------------------------------------------------------------------------------


def solvePnP(
    objectPoints: Any, imagePoints: Any, cameraMatrix: Any, distCoeffs: Any, rvec: Any = None, tvec: Any = None,
    useExtrinsicGuess: Any = False, flags: Any = cv2.SOLVEPNP_ITERATIVE,
) -> Any:  # fmt: skip
    """``cv2.solvePnP`` by ``SOLVEPNP_ITERATIVE``: where an object stands of whose points a camera sees some."""
    if flags != cv2.SOLVEPNP_ITERATIVE:
        raise cv2.error("solvePnP(): the method is SOLVEPNP_ITERATIVE")
    points = np.asarray(objectPoints).reshape(-1, 3).astype(np.float64)
    seen = np.asarray(imagePoints).reshape(-1, 2).astype(np.float64)
    camera = np.asarray(cameraMatrix).astype(np.float64)
    if len(points) != len(seen) or len(points) < 4:
        raise cv2.error("solvePnP(): there are at least 4 points, as many of the object as of the image")
    if useExtrinsicGuess:
        turn, shift = np.asarray(rvec).reshape(3).astype(np.float64), np.asarray(tvec).reshape(3).astype(np.float64)
    else:
        turn, shift = _first_pose(points, undistortPoints(seen.reshape(-1, 1, 2), camera, distCoeffs).reshape(-1, 2))

    lens = _coefficients(distCoeffs)

    def slopes(pose: Any) -> Any:
        steps = 1e-6 * np.maximum(np.abs(pose), 1.0)
        apart = np.concatenate([pose[None], pose + np.diag(steps), pose - np.diag(steps)])
        left = _seen(points, apart, camera, lens) - seen.reshape(-1)
        return (left[1:7] - left[7:]).T / (2.0 * steps), left[0]

    pose = _least(slopes, np.concatenate([turn, shift]), 20)
    return True, pose[:3].reshape(3, 1), pose[3:].reshape(3, 1)


def _seen(points: Any, poses: Any, camera: Any, lens: Any) -> Any:
    """Where a camera sees points in each of several poses, turn beside shift: a row of x, y, x, y for each."""
    turn, shift = poses[:, :3], poses[:, None, 3:]
    angle = np.sqrt(np.sum(turn * turn, axis=1)).reshape(-1, 1, 1)
    axis = turn[:, None] / np.maximum(angle, 2.220446049250313e-16)
    along = np.sum(axis * points, axis=2, keepdims=True) * axis
    moved = np.cos(angle) * (points - along) + np.sin(angle) * np.cross(axis, points[None]) + along + shift
    depth = np.where(moved[..., 2] != 0, moved[..., 2], 1.0)
    x, y = _distorted(moved[..., 0] / depth, moved[..., 1] / depth, lens)
    shown = np.stack([x * camera[0, 0] + camera[0, 2], y * camera[1, 1] + camera[1, 2]], axis=2)
    return shown.reshape(len(poses), -1)


def _first_pose(points: Any, seen: Any) -> Any:
    """Turn and shift by a linear system; of points in a plane by the homography of that plane."""
    middle = points.mean(axis=0)
    moved = points - middle
    _, spread, axes = np.linalg.svd(moved.T @ moved)
    if spread[2] / spread[1] < 1e-3:
        if axes[2, 2] * axes[2, 2] < 1e-5 and axes[2, 0] * axes[2, 0] + axes[2, 1] * axes[2, 1] < 1e-10:
            axes = np.eye(3)
        if np.linalg.det(axes) < 0:
            axes = -axes
        flat = moved @ axes.T
        plane = _homography(flat[:, :2], seen)
        h1, h2, h3 = plane[:, 0], plane[:, 1], plane[:, 2]
        n1, n2 = float(np.sqrt(np.sum(h1 * h1))), float(np.sqrt(np.sum(h2 * h2)))
        h1, h2, shift = h1 / n1, h2 / n2, h3 * (2.0 / (n1 + n2))
        rough = np.stack([h1, h2, np.cross(h1, h2)], axis=1)
        turned = _nearest_rotation(rough)
        whole = turned @ axes
        return _vector(whole), shift - whole @ middle
    if len(points) < 6:
        raise cv2.error("solvePnP(): of points that don't lie in a plane there are at least 6")
    x, y, z, u, v = points[:, 0], points[:, 1], points[:, 2], -seen[:, 0], -seen[:, 1]
    one, none = np.ones_like(x), np.zeros_like(x)
    across = np.stack([x, y, z, one, none, none, none, none, u * x, u * y, u * z, u], axis=1)
    down = np.stack([none, none, none, none, x, y, z, one, v * x, v * y, v * z, v], axis=1)
    _, vectors = np.linalg.eigh(across.T @ across + down.T @ down)
    found = vectors[:, 0].reshape(3, 4)
    if np.linalg.det(found[:, :3]) < 0:
        found = -found
    turned = _nearest_rotation(found[:, :3])
    scale = np.sqrt(np.sum(turned * turned)) / np.sqrt(np.sum(found[:, :3] * found[:, :3]))
    return _vector(turned), found[:, 3] * scale


def _nearest_rotation(matrix: Any) -> Any:
    u, _, vt = np.linalg.svd(matrix)
    return u @ vt


# --- ellipses and lines -----------------------------------------------------------------------------------------------


def fitEllipse(points: Any) -> Any:
    """``cv2.fitEllipse`` of six points and more: least squares of a conic, then of its axes around its centre."""
    given = np.asarray(points).reshape(-1, 2).astype(np.float32)
    count = len(given)
    if count < 5:
        raise cv2.error("There should be at least 5 points to fit the ellipse")
    if count == 5:
        raise NotImplementedError("fitEllipse: six points and more are supported")
    middle = given.astype(np.float64).mean(axis=0).astype(np.float32)
    moved = (given - middle).astype(np.float64)
    scale = 100.0 / max(float(np.abs(moved).sum()), 1.1920928955078125e-07)
    x, y = moved[:, 0] * scale, moved[:, 1] * scale
    conic = np.linalg.lstsq(np.stack([-x * x, -y * y, -x * y, x, y], axis=1), np.full(count, 10000.0), rcond=None)[0]
    centre = np.linalg.lstsq(
        np.array([[2 * conic[0], conic[2]], [conic[2], 2 * conic[1]]]), conic[3:], rcond=None
    )[0]  # fmt: skip
    x, y = x - centre[0], y - centre[1]
    a, b, c = np.linalg.lstsq(np.stack([x * x, y * y, x * y], axis=1), np.ones(count), rcond=None)[0].tolist()
    angle = -0.5 * math.atan2(c, b - a)
    apart = c / math.sin(-2.0 * angle) if abs(c) > 1e-8 else b - a
    wide, high = abs(a + b - apart), abs(a + b + apart)
    wide = math.sqrt(2.0 / wide) if wide > 1e-8 else wide
    high = math.sqrt(2.0 / high) if high > 1e-8 else high
    width, height = float(np.float32(wide * 2 / scale)), float(np.float32(high * 2 / scale))
    place = (
        float(np.float32(centre[0] / scale) + middle[0]), float(np.float32(centre[1] / scale) + middle[1])
    )  # fmt: skip
    turned = 0.0
    if width > height:
        width, height = height, width
        turned = float(np.float32(90 + angle * 180 / math.pi))
    return place, (width, height), turned


def fitLine(points: Any, distType: Any, param: Any, reps: Any, aeps: Any, line: Any = None) -> Any:
    """``cv2.fitLine`` of points of the plane by ``cv2.DIST_L2``: its direction and a point of it."""
    if distType != cv2.DIST_L2:
        raise cv2.error("fitLine(): the distance is cv2.DIST_L2")
    given = np.asarray(points).reshape(-1, 2).astype(np.float64)
    middle = given.mean(axis=0)
    x, y = given[:, 0], given[:, 1]
    xx, yy = float((x * x).mean() - middle[0] ** 2), float((y * y).mean() - middle[1] ** 2)
    angle = math.atan2(2 * float((x * y).mean() - middle[0] * middle[1]), xx - yy) / 2
    return np.array([[math.cos(angle)], [math.sin(angle)], [middle[0]], [middle[1]]], dtype=np.float32)


# --- contours ---------------------------------------------------------------------------------------------------------


def convexityDefects(contour: Any, convexhull: Any, convexityDefects_: Any = None) -> Any:
    """``cv2.convexityDefects``: where a contour lies farthest inside of each side of its hull; None of triangles."""
    points: list[list[int]] = np.asarray(contour).reshape(-1, 2).tolist()
    hull: list[int] = np.asarray(convexhull).reshape(-1).tolist()
    count = len(points)
    if count <= 3 or len(hull) < 3:
        return None
    rises = [hull[1] > hull[0], hull[2] > hull[1], hull[0] > hull[2]]
    order = hull if sum(rises) == 2 else hull[::-1]
    found: list[list[int]] = []
    current = order[-1]
    for ahead in order:
        (x0, y0), (x1, y1) = points[current], points[ahead]
        length = math.sqrt((x1 - x0) ** 2 + (y1 - y0) ** 2)
        scale = 1.0 / length if length > 0 else 0.0
        deepest, depth = -1, 0.0
        place = (current + 1) % count
        while place != ahead:
            x, y = points[place]
            distance = abs((x1 - x0) * (y - y0) - (y1 - y0) * (x - x0)) * scale
            if distance > depth:
                deepest, depth = place, distance
            place = (place + 1) % count
        if deepest >= 0:
            found.append([current, ahead, deepest, round(depth * 256)])
        current = ahead
    return np.array(found, dtype=np.int32).reshape(-1, 4) if len(found) > 0 else None


def matchShapes(contour1: Any, contour2: Any, method: Any, parameter: Any) -> Any:
    """``cv2.matchShapes``: how far apart the logarithms of Hu's moments lie."""
    first = cv2.HuMoments(cv2.moments(contour1)).reshape(-1).tolist()
    second = cv2.HuMoments(cv2.moments(contour2)).reshape(-1).tolist()
    result, any_first, any_second = 0.0, False, False
    for a, b in zip(first, second):
        large, other = abs(a), abs(b)
        any_first, any_second = any_first or large > 0, any_second or other > 0
        if large <= 1e-5 or other <= 1e-5:
            continue
        p, q = math.copysign(1.0, a) * math.log10(large), math.copysign(1.0, b) * math.log10(other)
        if method == cv2.CONTOURS_MATCH_I1:
            result += abs(-1.0 / p + 1.0 / q)
        elif method == cv2.CONTOURS_MATCH_I2:
            result += abs(-p + q)
        elif method == cv2.CONTOURS_MATCH_I3:
            result = max(result, abs((p - q) / p))
        else:
            raise cv2.error("Unknown comparison method")
    return result if any_first == any_second else 1.7976931348623157e308


# --- matrices and fills -----------------------------------------------------------------------------------------------


def invert(src: Any, dst: Any = None, flags: Any = cv2.DECOMP_LU) -> Any:
    """``cv2.invert`` of square matrices: 0.0 and zeros where there is no inverse."""
    if flags != cv2.DECOMP_LU:
        raise cv2.error("invert(): the method is cv2.DECOMP_LU")
    matrix = np.asarray(src)
    if matrix.ndim != 2 or matrix.shape[0] != matrix.shape[1]:
        raise cv2.error("invert(): the matrix is square")
    exact = matrix.astype(np.float64)
    if abs(float(np.linalg.det(exact))) == 0.0:
        return 0.0, np.zeros_like(matrix)
    return 1.0, np.linalg.inv(exact).astype(matrix.dtype)


def floodFill(
    image: Any, mask: Any, seedPoint: Any, newVal: Any, loDiff: Any = (0,), upDiff: Any = (0,), flags: Any = 4
) -> Any:
    """``cv2.floodFill`` into ``image`` and ``mask`` of what hangs together with the seed and differs from it by no more
    than is allowed; from one pixel to the next where ``cv2.FLOODFILL_FIXED_RANGE`` isn't given."""
    height, width = image.shape[0], image.shape[1]
    x, y = int(seedPoint[0]), int(seedPoint[1])
    if not (0 <= x < width and 0 <= y < height):
        raise cv2.error("floodFill(): the seed point lies outside of the image")
    given = mask is not None and mask.size > 0
    marks = mask if given else np.zeros((height + 2, width + 2), dtype=np.uint8)
    if marks.shape[0] != height + 2 or marks.shape[1] != width + 2:
        raise cv2.error("floodFill(): the mask is larger than the image by 2 in both directions")
    colours = image.shape[2] if image.ndim == 3 else 1
    limits = [_each_colour(each, colours).tolist() for each in (newVal, loDiff, upDiff)]
    count, left, top, across, down = filled(image, marks, x, y, limits[0], limits[1], limits[2], flags)
    return count, image, marks, (left, top, across, down)


def filled(
    image: Any, marks: Any, x: int, y: int, value: list[float], low: list[float], high: list[float], flags: Any
) -> Any:
    """Fills an image and marks where; how many pixels, and the box around them."""
    raise NotImplementedError("a rule stands for this")


def _each_colour(values: Any, colours: int) -> Any:
    """A cv::Scalar for so many channels."""
    given = np.atleast_1d(np.asarray(values)).astype(np.float64)
    return np.concatenate([given, np.zeros(4)])[:colours]
