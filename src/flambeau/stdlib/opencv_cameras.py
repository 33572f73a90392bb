"""OpenCV's functions of points, poses and cameras: angles, rotations, projections, lenses, fitted transformations."""

from __future__ import annotations

import math
from typing import Any

import cv2
import numpy as np

from .opencv import in_depth

MOST_DRAWS = 10_000  # of points that can't be right, before one is taken as it is


def _angles(x: Any, y: Any, in_degrees: Any) -> Any:
    """Angles from 0 to 360 degrees, or of a whole turn in radians."""
    if x.dtype != np.float32 and x.dtype != np.float64:
        raise cv2.error("phase(): arrays are of float32 or float64")
    return turned(x, y, bool(in_degrees)).astype(x.dtype)


def turned(x: Any, y: Any, in_degrees: bool) -> Any:
    """The same in float32, by a polynomial in single precision as OpenCV has it; to about 0.01 degrees.

    What it means; a program has an operator of its own for it.
    """
    a, b = np.abs(x.astype(np.float32)), np.abs(y.astype(np.float32))
    tiny = np.float32(2.220446049250313e-16)
    ratio = np.minimum(a, b) / (np.maximum(a, b) + tiny)
    square = ratio * ratio
    degrees = math.pi / 180.0
    p1, p3 = np.float32(0.9997878412794807 / degrees), np.float32(-0.3258083974640975 / degrees)
    p5, p7 = np.float32(0.1555786518463281 / degrees), np.float32(-0.04432655554792128 / degrees)
    angle = (((p7 * square + p5) * square + p3) * square + p1) * ratio
    angle = np.where(a >= b, angle, np.float32(90) - angle)
    angle = np.where(x < 0, np.float32(180) - angle, angle)
    angle = np.where(y < 0, np.float32(360) - angle, angle)
    return angle if in_degrees else angle * np.float32(degrees)


def phase(x: Any, y: Any, angle: Any = None, angleInDegrees: Any = False) -> Any:
    """``cv2.phase``."""
    return _angles(x, y, angleInDegrees)


def cartToPolar(x: Any, y: Any, magnitude: Any = None, angle: Any = None, angleInDegrees: Any = False) -> Any:
    """``cv2.cartToPolar``."""
    return cv2.magnitude(x, y), _angles(x, y, angleInDegrees)


def polarToCart(magnitude: Any, angle: Any, x: Any = None, y: Any = None, angleInDegrees: Any = False) -> Any:
    """``cv2.polarToCart``."""
    turns = (angle.astype(np.float64) * (math.pi / 180.0 if angleInDegrees else 1.0)).astype(angle.dtype)
    return magnitude * np.cos(turns), magnitude * np.sin(turns)


# --- rotations and cameras --------------------------------------------------------------------------------------------


def _floats(values: Any) -> Any:
    """Numbers in float64, or in float32 where they are that."""
    given = np.asarray(values)
    return given if given.dtype == np.float32 else given.astype(np.float64)


def _rotation(vector: Any) -> Any:
    """The matrix that turns around a vector by its length."""
    r = vector.reshape(3).astype(np.float64)
    theta = math.sqrt(float(r[0] * r[0] + r[1] * r[1] + r[2] * r[2]))
    if theta < 2.220446049250313e-16:
        return np.eye(3)
    x, y, z = float(r[0]) / theta, float(r[1]) / theta, float(r[2]) / theta
    c, s = math.cos(theta), math.sin(theta)
    d = 1.0 - c
    return np.array(
        [
            [c + d * x * x, d * x * y - s * z, d * x * z + s * y],
            [d * x * y + s * z, c + d * y * y, d * y * z - s * x],
            [d * x * z - s * y, d * y * z + s * x, c + d * z * z],
        ]
    )


def _vector(matrix: Any) -> Any:
    """The vector around which a matrix turns; of a matrix that is no rotation the nearest one counts."""
    u, _, vt = np.linalg.svd(matrix.astype(np.float64))
    m = u @ vt
    r = np.array([m[2, 1] - m[1, 2], m[0, 2] - m[2, 0], m[1, 0] - m[0, 1]])
    sine = math.sqrt(float(r[0] * r[0] + r[1] * r[1] + r[2] * r[2]) * 0.25)
    cosine = min(max((float(m[0, 0] + m[1, 1] + m[2, 2]) - 1.0) * 0.5, -1.0), 1.0)
    theta = math.acos(cosine)
    if sine >= 1e-5:
        return r * (0.5 / sine * theta)
    if cosine > 0.0:
        return np.zeros(3)
    x = math.sqrt(max((float(m[0, 0]) + 1.0) * 0.5, 0.0))
    y = math.sqrt(max((float(m[1, 1]) + 1.0) * 0.5, 0.0)) * (-1.0 if m[0, 1] < 0 else 1.0)
    z = math.sqrt(max((float(m[2, 2]) + 1.0) * 0.5, 0.0)) * (-1.0 if m[0, 2] < 0 else 1.0)
    if abs(x) < abs(y) and abs(x) < abs(z) and (m[1, 2] > 0) != (y * z > 0):
        z = -z
    return np.array([x, y, z]) * (theta / math.sqrt(x * x + y * y + z * z))


def Rodrigues(src: Any, dst: Any = None, jacobian: Any = None) -> Any:
    """``cv2.Rodrigues``: a rotation's matrix of its vector, or the other way round; None for the derivatives."""
    values = _floats(src)
    if values.size == 3:
        return _rotation(values).astype(values.dtype), None
    if values.shape != (3, 3):
        raise cv2.error("Rodrigues(): the input is of 3 elements, or a matrix of 3 x 3")
    return _vector(values).astype(values.dtype).reshape(3, 1), None


def _coefficients(distCoeffs: Any) -> Any:
    """k1 k2 p1 p2 k3 k4 k5 k6 s1 s2 s3 s4; 0 where fewer are given."""
    given = [] if distCoeffs is None else [float(v) for v in np.asarray(distCoeffs).reshape(-1)]
    if len(given) not in (0, 4, 5, 8, 12):
        raise cv2.error("the coefficients of a lens are 4, 5, 8 or 12")
    return given + [0.0 for _ in range(12 - len(given))]


def _distorted(x: Any, y: Any, k: Any) -> Any:
    """Where a lens shows points of the plane at a distance of 1."""
    r2 = x * x + y * y
    r4, xy2 = r2 * r2, 2 * x * y
    scale = (1 + ((k[4] * r2 + k[1]) * r2 + k[0]) * r2) / (1 + ((k[7] * r2 + k[6]) * r2 + k[5]) * r2)
    across = x * scale + k[2] * xy2 + k[3] * (r2 + 2 * x * x) + k[8] * r2 + k[9] * r4
    down = y * scale + k[2] * (r2 + 2 * y * y) + k[3] * xy2 + k[10] * r2 + k[11] * r4
    return across, down


def projectPoints(
    objectPoints: Any, rvec: Any, tvec: Any, cameraMatrix: Any, distCoeffs: Any, imagePoints: Any = None,
    jacobian: Any = None, aspectRatio: Any = 0.0,
) -> Any:  # fmt: skip
    """``cv2.projectPoints``: where a camera sees points; None for the derivatives."""
    points = _floats(objectPoints)
    turn, camera = np.asarray(rvec), np.asarray(cameraMatrix).astype(np.float64)
    matrix = turn.astype(np.float64) if turn.size == 9 else _rotation(turn)
    moved = points.reshape(-1, 3).astype(np.float64) @ matrix.T + np.asarray(tvec).reshape(3).astype(np.float64)
    depth = np.where(moved[:, 2] != 0, moved[:, 2], 1.0)
    x, y = _distorted(moved[:, 0] / depth, moved[:, 1] / depth, _coefficients(distCoeffs))
    seen = np.stack([x * camera[0, 0] + camera[0, 2], y * camera[1, 1] + camera[1, 2]], axis=1)
    return seen.reshape(-1, 1, 2).astype(points.dtype), None


def undistortPoints(src: Any, cameraMatrix: Any, distCoeffs: Any, dst: Any = None, R: Any = None, P: Any = None) -> Any:
    """``cv2.undistortPoints``: without the lens, by five steps towards the point that the lens shows there."""
    points, camera = _floats(src), np.asarray(cameraMatrix).astype(np.float64)
    k = _coefficients(distCoeffs)
    flat = points.reshape(-1, 2).astype(np.float64)
    x0, y0 = (flat[:, 0] - camera[0, 2]) / camera[0, 0], (flat[:, 1] - camera[1, 2]) / camera[1, 1]
    x, y = x0, y0
    if distCoeffs is not None:
        for _ in range(5):
            r2 = x * x + y * y
            scale = (1 + ((k[7] * r2 + k[6]) * r2 + k[5]) * r2) / (1 + ((k[4] * r2 + k[1]) * r2 + k[0]) * r2)
            across = 2 * k[2] * x * y + k[3] * (r2 + 2 * x * x) + k[8] * r2 + k[9] * r2 * r2
            down = k[2] * (r2 + 2 * y * y) + 2 * k[3] * x * y + k[10] * r2 + k[11] * r2 * r2
            x, y = (x0 - across) * scale, (y0 - down) * scale
    matrix = np.eye(3)
    if R is not None:
        matrix = np.asarray(R).astype(np.float64)
    if P is not None:
        matrix = np.asarray(P).astype(np.float64)[:, :3] @ matrix
    moved = np.stack([x, y, np.ones_like(x)], axis=1) @ matrix.T
    made = moved[:, :2] / moved[:, 2:]
    return made.reshape(-1, 1, 2).astype(points.dtype)


def _lens_maps(cameraMatrix: Any, distCoeffs: Any, R: Any, newCameraMatrix: Any, size: Any, parts: float = 0.0) -> Any:
    camera = np.asarray(cameraMatrix).astype(np.float64)
    wanted = np.asarray(newCameraMatrix).astype(np.float64)[:, :3]
    turn = np.eye(3) if R is None else np.asarray(R).astype(np.float64)
    inverse = np.linalg.inv(wanted @ turn)
    axes = np.array([camera[0, 0], camera[0, 2], camera[1, 1], camera[1, 2]])
    numbers = np.concatenate([inverse.reshape(-1), np.asarray(_coefficients(distCoeffs)), axes])
    return lens_maps(numbers.tolist(), int(size[0]), int(size[1]), parts)


def lens_maps(numbers: list[float], width: int, height: int, parts: float) -> Any:
    """Where a lens shows the pixels of an image, in whole parts of a pixel where ``parts`` isn't 0.

    What it means; a program has an operator of its own for it.
    """
    m, camera = numbers[:9], numbers[21:]
    columns, rows = np.arange(width, dtype=np.float64), np.arange(height, dtype=np.float64)[:, None]
    depth = m[6] * columns + m[7] * rows + m[8]
    x, y = (m[0] * columns + m[1] * rows + m[2]) / depth, (m[3] * columns + m[4] * rows + m[5]) / depth
    u, v = _distorted(x, y, numbers[9:21])
    maps = [u * camera[0] + camera[1], v * camera[2] + camera[3]]
    exact = [each.astype(np.float32) for each in maps]
    return tuple(np.rint(each * np.float32(parts)) / np.float32(parts) if parts else each for each in exact)


def getDefaultNewCameraMatrix(cameraMatrix: Any, imgsize: Any = None, centerPrincipalPoint: Any = False) -> Any:
    """``cv2.getDefaultNewCameraMatrix``: the camera itself, or with its axis through the image's middle."""
    camera = np.asarray(cameraMatrix).astype(np.float64)
    if centerPrincipalPoint and imgsize is not None:
        camera[0, 2], camera[1, 2] = (imgsize[0] - 1) * 0.5, (imgsize[1] - 1) * 0.5
    return camera


def initUndistortRectifyMap(
    cameraMatrix: Any, distCoeffs: Any, R: Any, newCameraMatrix: Any, size: Any, m1type: Any, map1: Any = None,
    map2: Any = None,
) -> Any:  # fmt: skip
    """``cv2.initUndistortRectifyMap`` for maps of float32."""
    if newCameraMatrix is None:
        newCameraMatrix = getDefaultNewCameraMatrix(cameraMatrix, size, True)
    across, down = _lens_maps(cameraMatrix, distCoeffs, R, newCameraMatrix, size)
    if m1type == cv2.CV_32FC2:
        return np.stack([across, down], axis=2), None
    if m1type != cv2.CV_32FC1:
        raise cv2.error("initUndistortRectifyMap(): maps of CV_32FC1 and CV_32FC2 are supported")
    return across, down


def undistort(src: Any, cameraMatrix: Any, distCoeffs: Any, dst: Any = None, newCameraMatrix: Any = None) -> Any:
    """``cv2.undistort``: reads at places in whole 32ths of a pixel, as OpenCV's maps have them there."""
    wanted = cameraMatrix if newCameraMatrix is None else newCameraMatrix
    size = (src.shape[1], src.shape[0])
    across, down = _lens_maps(cameraMatrix, distCoeffs, None, wanted, size, 32.0)
    exact = np.float32 if src.dtype == np.uint8 else np.float64  # a byte's share in these parts has 18 bits
    read = cv2.remap(src.astype(exact), across, down, cv2.INTER_LINEAR)
    # Halves are rounded up: nothing else lies so near below them.
    return in_depth(read, np.uint8, 1.0, 1 / 4096) if src.dtype == np.uint8 else read.astype(src.dtype)


# --- fitted transformations -------------------------------------------------------------------------------------------


def _drawn(low: int, high: int) -> Any:
    """The next state of OpenCV's generator of random numbers in two halves; the lower one is the number."""
    odd, even = (low & 0xFFFF) * 4164903690, (low >> 16) * 4164903690
    total = odd + ((even & 0xFFFF) << 16) + high
    return total & 0xFFFFFFFF, (even >> 16) + (total >> 32)


def _similarity(a: Any, b: Any) -> Any:
    """Turn, scale and shift that send points to others, with the least squares of what is left."""
    middle, aim = a.mean(axis=0), b.mean(axis=0)
    p, q = a - middle, b - aim
    square = float(np.sum(p * p))
    if square == 0.0:
        return None
    c = float(np.sum(p * q)) / square
    s = float(np.sum(p[:, 0] * q[:, 1] - p[:, 1] * q[:, 0])) / square
    x, y = float(middle[0]), float(middle[1])
    return np.array([[c, -s, float(aim[0]) - c * x + s * y], [s, c, float(aim[1]) - s * x - c * y]])


def _affine(a: Any, b: Any) -> Any:
    """The affine matrix that sends points to others, with the least squares of what is left."""
    middle, aim = a.mean(axis=0), b.mean(axis=0)
    p, q = a - middle, b - aim
    xx, xy, yy = float(np.sum(p[:, 0] * p[:, 0])), float(np.sum(p[:, 0] * p[:, 1])), float(np.sum(p[:, 1] * p[:, 1]))
    determinant = xx * yy - xy * xy
    if determinant <= 1e-12 * xx * yy:
        return None
    inverse = np.array([[yy, -xy], [-xy, xx]]) / determinant
    matrix = (q.T @ p) @ inverse
    return np.concatenate([matrix, (aim - matrix @ middle).reshape(2, 1)], axis=1)


def _errors(model: Any, a: Any, b: Any) -> Any:
    """Squared distances, in single precision."""
    m = model.astype(np.float32)
    p, q = a.astype(np.float32), b.astype(np.float32)
    x = m[0, 0] * p[:, 0] + m[0, 1] * p[:, 1] + m[0, 2] - q[:, 0]
    y = m[1, 0] * p[:, 0] + m[1, 1] * p[:, 1] + m[1, 2] - q[:, 1]
    return x * x + y * y


def _rounds(confidence: float, outside: float, needed: int, most: int) -> int:
    """How many draws it takes to meet points without an outlier."""
    numerator = max(1.0 - confidence, 2.2250738585072014e-308)
    denominator = 1.0 - math.pow(1.0 - outside, needed)
    if denominator < 2.2250738585072014e-308:
        return 0
    top, bottom = math.log(numerator), math.log(denominator)
    return most if bottom >= 0 or -top >= most * -bottom else round(top / bottom)


def _are_in_line(points: Any, chosen: Any) -> bool:
    """Whether the last of three points lies on the line through the others."""
    if len(chosen) < 3:
        return False
    x, y = points[chosen[2]][0], points[chosen[2]][1]
    dx1, dy1 = points[chosen[1]][0] - x, points[chosen[1]][1] - y
    dx2, dy2 = points[chosen[0]][0] - x, points[chosen[0]][1] - y
    bound = 1.1920928955078125e-07 * (abs(dx1) + abs(dy1) + abs(dx2) + abs(dy2))
    return bool(abs(dx2 * dy1 - dy2 * dx1) <= bound)


def _are_apart(first: Any, second: Any, chosen: Any) -> bool:
    """Whether neither of two sets of points has the last of those ``chosen`` on a line through two others."""
    return not _are_in_line(first, chosen) and not _are_in_line(second, chosen)


def _agreed_on(
    a: Any, b: Any, needed: int, fit: Any, errors_of: Any, may_be: Any, by_median: Any, threshold: Any, most: Any,
    confidence: Any,
) -> Any:  # fmt: skip
    """What ``fit`` makes of ``needed`` points that most others agree with, or None, and which those are: by OpenCV's
    draws, of which ``may_be`` says whether they can be right."""
    count = len(a)
    first, second = a.tolist(), b.tolist()
    best: Any = None
    inside = np.zeros(count, dtype=np.bool_)
    low = high = 0xFFFFFFFF
    found, least = needed - 1, math.inf
    rounds = max(int(most), 1)
    if by_median:
        rounds = max(_rounds(confidence, 0.45, needed, rounds), 3)
    turn = 0
    while turn < rounds:
        chosen: list[int] = []
        for _ in range(MOST_DRAWS):
            chosen = []
            while len(chosen) < needed:
                low, high = _drawn(low, high)
                place = low % count
                if place not in chosen:
                    chosen.append(place)
            if may_be(first, second, chosen):
                break
        turn += 1
        model = fit(a[chosen], b[chosen])
        if model is None:
            continue
        errors = errors_of(model, a, b)
        if by_median:
            ordered = np.sort(errors)
            middle = float(ordered[count // 2])
            if count % 2 == 0:
                middle = float((ordered[count // 2 - 1] + ordered[count // 2]) * np.float32(0.5))
            if middle < least:
                least, best = middle, model
            continue
        good = errors <= np.float32(threshold * threshold)
        number = int(np.count_nonzero(good))
        if number > found:
            found, best, inside = number, model, good
            rounds = _rounds(confidence, (count - number) / count, needed, rounds)
    if by_median and best is not None:
        sigma = max(2.5 * 1.4826 * (1 + 5.0 / (count - needed)) * math.sqrt(least), 0.001)
        inside = errors_of(best, a, b) <= np.float32(sigma * sigma)
        if int(np.count_nonzero(inside)) < needed:
            best = None
    return best, inside


def _estimated(
    start: Any, end: Any, needed: int, method: Any, threshold: Any, most: Any, confidence: Any, refines: Any
) -> Any:
    a, b = np.asarray(start).reshape(-1, 2), np.asarray(end).reshape(-1, 2)
    a, b = a.astype(np.float32).astype(np.float64), b.astype(np.float32).astype(np.float64)
    count = len(a)
    if count < needed:
        return None, np.zeros((count, 1), dtype=np.uint8)
    fit = _similarity if needed == 2 else _affine
    by_median = method == cv2.LMEDS
    best: Any = None
    inside = np.zeros(count, dtype=np.bool_)
    if count == needed:
        best = fit(a, b)
        inside = np.ones(count, dtype=np.bool_)
    else:
        best, inside = _agreed_on(
            a, b, needed, fit, _errors, _are_apart, by_median, threshold, most, confidence
        )  # fmt: skip
    if best is None:
        return None, np.zeros((count, 1), dtype=np.uint8)
    if count > needed and refines > 0:
        again = fit(a[inside], b[inside])
        if again is not None:
            best = again
    return best, inside.astype(np.uint8).reshape(count, 1)


def estimateAffinePartial2D(
    from_: Any, to: Any, inliers: Any = None, method: Any = cv2.RANSAC, ransacReprojThreshold: Any = 3.0,
    maxIters: Any = 2000, confidence: Any = 0.99, refineIters: Any = 10,
) -> Any:  # fmt: skip
    """``cv2.estimateAffinePartial2D``: turn, scale and shift, and which points they send where they belong."""
    return _estimated(from_, to, 2, method, ransacReprojThreshold, maxIters, confidence, refineIters)


def estimateAffine2D(
    from_: Any, to: Any, inliers: Any = None, method: Any = cv2.RANSAC, ransacReprojThreshold: Any = 3.0,
    maxIters: Any = 2000, confidence: Any = 0.99, refineIters: Any = 10,
) -> Any:  # fmt: skip
    """``cv2.estimateAffine2D``."""
    return _estimated(from_, to, 3, method, ransacReprojThreshold, maxIters, confidence, refineIters)
