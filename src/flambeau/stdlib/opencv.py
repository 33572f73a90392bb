"""OpenCV's functions that are arithmetic on a few numbers, or made of its other functions."""

from __future__ import annotations

import math
from typing import Any

import cv2
import numpy as np


def levels_of(colour: Any) -> list[float]:
    """A colour of however many numbers."""
    return [float(level) for level in colour]


def get_rotation_matrix_2d(center: Any, angle: Any, scale: Any) -> Any:
    """``cv2.getRotationMatrix2D``: turns by ``angle`` degrees around ``center``."""
    x, y = float(np.float32(center[0])), float(np.float32(center[1]))
    radians = angle * math.pi / 180
    cosine, sine = math.cos(radians) * scale, math.sin(radians) * scale
    return np.array(
        [
            [cosine, sine, (1 - cosine) * x - sine * y],
            [-sine, cosine, sine * x + (1 - cosine) * y],
        ]
    )


def solve(rows: Any, values: Any) -> Any:
    """The solution of linear equations, by elimination with the largest pivots."""
    n = len(values)
    matrix = [list(row) + [value] for row, value in zip(rows, values)]
    for i in range(n):
        pivot = i
        for j in range(i + 1, n):
            if abs(matrix[j][i]) > abs(matrix[pivot][i]):
                pivot = j
        matrix[i], matrix[pivot] = matrix[pivot], matrix[i]
        if matrix[i][i] == 0.0:
            return [0.0 for _ in range(n)]
        for j in range(i + 1, n):
            factor = matrix[j][i] / matrix[i][i]
            for k in range(i, n + 1):
                matrix[j][k] -= factor * matrix[i][k]
    solution = [0.0 for _ in range(n)]
    for i in range(n - 1, -1, -1):
        rest = matrix[i][n]
        for k in range(i + 1, n):
            rest -= matrix[i][k] * solution[k]
        solution[i] = rest / matrix[i][i]
    return solution


def get_affine_transform(src: Any, dst: Any) -> Any:
    """``cv2.getAffineTransform``: sends three points to three others."""
    rows: list[list[float]] = []
    values: list[float] = []
    for i in range(3):
        x, y = float(src[i][0]), float(src[i][1])
        rows.append([x, y, 1.0, 0.0, 0.0, 0.0])
        rows.append([0.0, 0.0, 0.0, x, y, 1.0])
        values.append(float(dst[i][0]))
        values.append(float(dst[i][1]))
    return np.array(solve(rows, values)).reshape(2, 3)


def get_perspective_transform(src: Any, dst: Any) -> Any:
    """``cv2.getPerspectiveTransform``: sends four points to four others."""
    rows: list[list[float]] = []
    values: list[float] = []
    for i in range(4):
        x, y = float(src[i][0]), float(src[i][1])
        u, v = float(dst[i][0]), float(dst[i][1])
        rows.append([x, y, 1.0, 0.0, 0.0, 0.0, -x * u, -y * u])
        rows.append([0.0, 0.0, 0.0, x, y, 1.0, -x * v, -y * v])
        values.append(u)
        values.append(v)
    solution = solve(rows, values)
    return np.array([*solution, 1.0]).reshape(3, 3)


def plane_of(pairs: Any, channel: int) -> Any:
    """One of the maps that a map of pairs holds."""
    return np.ascontiguousarray(pairs[:, :, channel])


def in_depth(values: Any, dtype: Any, scale: float = 1.0, shift: float = 0.0) -> Any:
    """``values * scale + shift``, whole numbers rounded and kept within their type; a program has an operator."""
    factors = np.float64(np.float32(scale)), np.float64(np.float32(shift))
    scaled = (values.astype(np.float64) * factors[0] + factors[1]).astype(np.float32)
    if np.dtype(dtype).kind == "f":
        return scaled.astype(dtype)
    return np.clip(np.rint(scaled), np.iinfo(dtype).min, np.iinfo(dtype).max).astype(dtype)


def where_mask(image: Any, mask: Any) -> Any:
    """``image`` where ``mask`` isn't 0, and 0 elsewhere."""
    channels = image.shape[2] if image.ndim == 3 else 1
    if image.dtype == np.uint8 and mask.dtype == np.uint8 and (channels == 3 or image.ndim == 2):
        kept = cv2.threshold(mask, 0, 255, cv2.THRESH_BINARY)[1]
        return image & (kept if channels == 1 else cv2.cvtColor(kept, cv2.COLOR_GRAY2BGR))
    result = image.copy()
    result[mask == 0] = 0
    return result


def merged(planes: Any) -> Any:
    """``cv2.merge``: channels side by side."""
    if len(planes) == 3:
        first, second, third = planes[0], planes[1], planes[2]
        flat = first.ndim == 2 and second.ndim == 2 and third.ndim == 2 and first.size > 0
        if flat and first.dtype == np.uint8 and second.dtype == np.uint8 and third.dtype == np.uint8:
            return three_merged(first, second, third)
    return np.dstack(planes)


def three_merged(first: Any, second: Any, third: Any) -> Any:
    """The same of three planes of bytes; a program has an operator of its own for it."""
    return np.dstack([first, second, third])


def _blob(image: Any, scalefactor: Any, size: Any, mean: Any, swap: Any, crop: Any) -> Any:
    """One image as channels x height x width, in float32."""
    if size is not None and size[0] > 0 and size[1] > 0 and (size[0] != image.shape[1] or size[1] != image.shape[0]):
        width, height = size[0], size[1]
        if crop:
            factor = max(width / image.shape[1], height / image.shape[0])
            image = cv2.resize(image, None, fx=factor, fy=factor)
            top, left = int(0.5 * (image.shape[0] - height)), int(0.5 * (image.shape[1] - width))
            image = image[top : top + height, left : left + width]
        else:
            image = cv2.resize(image, (width, height))
    levels = [0.0, 0.0, 0.0, 0.0]
    if mean is not None:
        for i in range(min(len(mean), 4)):
            levels[i] = float(mean[i])
    return planes(image, float(scalefactor), levels, bool(swap))


def planes(image: Any, scale: float, mean: list[float], swap: bool) -> Any:
    """``(image - mean) * scale`` in float32, channels first, blue and red exchanged where ``swap``.

    What it means; a program has an operator of its own for it.
    """
    blob = image.astype(np.float32)
    if blob.ndim == 2:
        blob = blob[:, :, None]
    if swap and blob.shape[2] >= 3:
        blob = blob[:, :, [2, 1, 0, 3][: blob.shape[2]]]
    blob = (blob - np.array(mean, dtype=np.float32)[: blob.shape[2]]) * np.float32(scale)
    return np.ascontiguousarray(blob.transpose(2, 0, 1))


def blob_from_image(
    image: Any, scalefactor: Any = 1.0, size: Any = None, mean: Any = None, swapRB: Any = False, crop: Any = False,
    ddepth: Any = cv2.CV_32F,
) -> Any:  # fmt: skip
    """``cv2.dnn.blobFromImage``: (image - mean) * scalefactor as 1 x channels x height x width."""
    return _blob(image, scalefactor, size, mean, swapRB, crop)[None]


def blob_from_images(
    images: Any, scalefactor: Any = 1.0, size: Any = None, mean: Any = None, swapRB: Any = False, crop: Any = False,
    ddepth: Any = cv2.CV_32F,
) -> Any:  # fmt: skip
    """``cv2.dnn.blobFromImages``."""
    return np.stack([_blob(image, scalefactor, size, mean, swapRB, crop) for image in images])


def _open(image: Any, kernel: Any, anchor: Any, iterations: Any) -> Any:
    eroded = cv2.erode(image, kernel, anchor=anchor, iterations=iterations)
    return cv2.dilate(eroded, kernel, anchor=anchor, iterations=iterations)


def _close(image: Any, kernel: Any, anchor: Any, iterations: Any) -> Any:
    dilated = cv2.dilate(image, kernel, anchor=anchor, iterations=iterations)
    return cv2.erode(dilated, kernel, anchor=anchor, iterations=iterations)


def _erode(image: Any, kernel: Any, anchor: Any, iterations: Any) -> Any:
    return cv2.erode(image, kernel, anchor=anchor, iterations=iterations)


def _dilate(image: Any, kernel: Any, anchor: Any, iterations: Any) -> Any:
    return cv2.dilate(image, kernel, anchor=anchor, iterations=iterations)


def _gradient(image: Any, kernel: Any, anchor: Any, iterations: Any) -> Any:
    return cv2.subtract(
        cv2.dilate(image, kernel, anchor=anchor, iterations=iterations),
        cv2.erode(image, kernel, anchor=anchor, iterations=iterations),
    )


def _tophat(image: Any, kernel: Any, anchor: Any, iterations: Any) -> Any:
    return cv2.subtract(image, _open(image, kernel, anchor, iterations))


def _blackhat(image: Any, kernel: Any, anchor: Any, iterations: Any) -> Any:
    return cv2.subtract(_close(image, kernel, anchor, iterations), image)


MORPHOLOGY = {
    cv2.MORPH_ERODE: _erode, cv2.MORPH_DILATE: _dilate, cv2.MORPH_OPEN: _open, cv2.MORPH_CLOSE: _close,
    cv2.MORPH_GRADIENT: _gradient, cv2.MORPH_TOPHAT: _tophat, cv2.MORPH_BLACKHAT: _blackhat,
}  # fmt: skip
