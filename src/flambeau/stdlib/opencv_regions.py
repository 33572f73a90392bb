"""OpenCV's functions that compare regions: local histograms, templates, edges, boxes that suppress each other."""

from __future__ import annotations

import math
from typing import Any

import cv2
import numpy as np

# --- local histograms -------------------------------------------------------------------------------------------------


class CLAHE:
    """What ``cv2.createCLAHE`` makes."""

    def __init__(self, clipLimit: Any = 40.0, tileGridSize: Any = (8, 8)) -> None:
        self.limit = float(clipLimit)
        self.tiles = (int(tileGridSize[0]), int(tileGridSize[1]))

    def apply(self, src: Any, dst: Any = None) -> Any:
        return equalized_locally(src, self.limit, self.tiles)

    def getClipLimit(self) -> Any:
        return self.limit

    def setClipLimit(self, clipLimit: Any) -> None:
        self.limit = float(clipLimit)

    def getTilesGridSize(self) -> Any:
        return self.tiles

    def setTilesGridSize(self, tileGridSize: Any) -> None:
        self.tiles = (int(tileGridSize[0]), int(tileGridSize[1]))


def equalized_locally(src: Any, limit: Any, tiles: Any) -> Any:
    """``cv2.CLAHE.apply``: each pixel between what the histograms of the four nearest tiles make of it."""
    if src.dtype != np.uint8 or src.ndim != 2:
        raise cv2.error("apply(): the image is of uint8 and has one channel")
    return by_tiles(src, limit, tiles[0], tiles[1])


def by_tiles(src: Any, limit: Any, across: Any, down: Any) -> Any:
    """What the tiles' histograms, of which none counts above a limit, make of each level."""
    raise NotImplementedError("a rule stands for this")


def integral(src: Any, sum: Any = None, sdepth: Any = -1) -> Any:
    """``cv2.integral``: the sums of all that is above and to the left."""
    made = sums_of_bytes(src) if src.dtype == np.uint8 and src.size > 0 else _sums_of_floats(src.astype(np.float64))
    return (
        made.astype(np.float32) if sdepth == cv2.CV_32F else made.astype(np.float64) if sdepth == cv2.CV_64F else made
    )


def sums_of_bytes(src: Any) -> Any:
    """The same of bytes, in int32."""
    raise NotImplementedError("a rule stands for this")


def _sums_of_floats(values: Any) -> Any:
    made = np.zeros((values.shape[0] + 1, values.shape[1] + 1) + values.shape[2:])
    made[1:, 1:] = np.cumsum(np.cumsum(values, axis=0), axis=1)
    return made


# --- edges and templates ----------------------------------------------------------------------------------------------


def edges(dx: Any, dy: Any, low: Any, high: Any, euclidean: Any) -> Any:
    """The edges that two derivatives show."""
    raise NotImplementedError("a rule stands for this")


def canny_of(
    image: Any, threshold1: Any, threshold2: Any, edges_: Any = None, apertureSize: Any = 3, L2gradient: Any = False
) -> Any:
    """``cv2.Canny`` of an image."""
    if image.dtype != np.uint8:
        raise cv2.error("Canny(): the image is of uint8")
    if apertureSize not in (3, 5, 7):
        raise cv2.error("Canny(): the aperture is 3, 5 or 7")
    scale = 1.0 / 16.0 if apertureSize == 7 else 1.0
    replicate = cv2.BORDER_REPLICATE
    dx = cv2.Sobel(image, cv2.CV_16S, 1, 0, ksize=apertureSize, scale=scale, borderType=replicate)
    dy = cv2.Sobel(image, cv2.CV_16S, 0, 1, ksize=apertureSize, scale=scale, borderType=replicate)
    return edges(dx, dy, threshold1 * scale, threshold2 * scale, L2gradient)


def canny_between(
    dx: Any, dy: Any, threshold1: Any, threshold2: Any, edges_: Any = None, L2gradient: Any = False
) -> Any:
    """``cv2.Canny`` of derivatives."""
    return edges(dx, dy, threshold1, threshold2, L2gradient)


def _fast_size(size: int) -> int:
    """The next number without prime factors above 5."""
    while True:
        rest = size
        for factor in (2, 3, 5):
            while rest % factor == 0:
                rest //= factor
        if rest == 1:
            return size
        size += 1


MOST_BYTES = 1 << 23  # whose sum an int32 holds


def _correlated(image: Any, template: Any) -> Any:
    """Sums of products at every place of the template inside the image, over all channels."""
    rows, columns = image.shape[0] - template.shape[0] + 1, image.shape[1] - template.shape[1] + 1
    size = (_fast_size(image.shape[0]), _fast_size(image.shape[1]))
    total = np.zeros((rows, columns))
    for c in range(image.shape[2]):
        product = np.fft.rfft2(image[:, :, c], size) * np.conj(np.fft.rfft2(template[:, :, c], size))
        total = total + np.fft.irfft2(product, size)[:rows, :columns]
    return total


def _windows(values: Any, height: int, width: int) -> Any:
    """Sums over every window of that size."""
    sums = np.zeros((values.shape[0] + 1, values.shape[1] + 1) + values.shape[2:])
    sums[1:, 1:] = np.cumsum(np.cumsum(values, axis=0), axis=1)
    return sums[height:, width:] - sums[:-height, width:] - sums[height:, :-width] + sums[:-height, :-width]


def _byte_windows(image: Any, height: int, width: int) -> Any:
    """The same of bytes, [rows, columns, channels]: whole numbers, which are right where sums of all wrap around."""
    sums = cv2.integral(image).reshape(image.shape[0] + 1, image.shape[1] + 1, -1)
    inside = sums[height:, width:] - sums[:-height, width:] - sums[height:, :-width] + sums[:-height, :-width]
    return inside.astype(np.float64)


def _sums_of(image: Any, pixels: Any, height: int, width: int) -> Any:
    if image.dtype != np.uint8 or height * width > MOST_BYTES:
        return _windows(pixels, height, width)
    return _byte_windows(image, height, width)


def _squares_of(image: Any, pixels: Any, height: int, width: int) -> Any:
    if image.dtype != np.uint8 or height * width > MOST_BYTES:
        return np.sum(_windows(pixels * pixels, height, width), axis=2)
    wide = image.astype(np.uint16)
    squares = wide * wide
    high, low = (squares >> np.uint16(8)).astype(np.uint8), squares.astype(np.uint8)
    return np.sum(_byte_windows(high, height, width) * 256.0 + _byte_windows(low, height, width), axis=2)


def matchTemplate(image: Any, templ: Any, method: Any, result: Any = None, mask: Any = None) -> Any:
    """``cv2.matchTemplate`` without a mask; in double precision."""
    if mask is not None:
        raise NotImplementedError("a mask of cv2.matchTemplate isn't supported")
    if image.dtype != templ.dtype or (image.dtype != np.uint8 and image.dtype != np.float32):
        raise cv2.error("matchTemplate(): image and template are of uint8, or of float32")
    height, width = templ.shape[0], templ.shape[1]
    if image.shape[0] < height or image.shape[1] < width:
        raise cv2.error("matchTemplate(): the template is larger than the image")
    pixels = image.astype(np.float64).reshape(image.shape[0], image.shape[1], -1)
    wanted = templ.astype(np.float64).reshape(height, width, -1)
    found = _correlated(pixels, wanted)
    if image.dtype == np.uint8:
        found = np.rint(found)
    if method == cv2.TM_CCORR:
        return found.astype(np.float32)
    area = height * width
    means = wanted.reshape(area, -1).mean(axis=0)
    of_template = float(np.sum(wanted * wanted))
    spread = of_template / area - float(np.sum(means * means))
    by_mean = method in (cv2.TM_CCOEFF, cv2.TM_CCOEFF_NORMED)
    if method == cv2.TM_CCOEFF_NORMED and spread < 2.220446049250313e-16:
        return np.ones_like(found, dtype=np.float32)
    level: Any = 0.0
    if by_mean:
        sums = _sums_of(image, pixels, height, width)
        found = found - np.sum(sums * means, axis=2)
        level = np.sum(sums * sums, axis=2) / area
    if method == cv2.TM_CCOEFF:
        return found.astype(np.float32)
    squares = _squares_of(image, pixels, height, width)
    if method in (cv2.TM_SQDIFF, cv2.TM_SQDIFF_NORMED):
        found = np.maximum(squares - 2 * found + of_template, 0.0)
    if method == cv2.TM_SQDIFF:
        return found.astype(np.float32)
    size = math.sqrt(spread * area if by_mean else of_template)
    rest = np.maximum(squares - level, 0.0)
    empty = rest <= np.minimum(0.5, 10 * 1.1920928955078125e-07 * squares)
    norm = np.where(empty, 0.0, np.sqrt(rest) * size)
    share = np.abs(found)
    beyond = 1.0 if method == cv2.TM_SQDIFF_NORMED else 0.0
    limit = np.where(share < norm * 1.125, np.where(found > 0, 1.0, -1.0), beyond)
    return np.where(share < norm, found / np.where(norm == 0, 1.0, norm), limit).astype(np.float32)


# --- boxes ------------------------------------------------------------------------------------------------------------


def nms_batched(
    bboxes: Any, scores: Any, class_ids: Any, score_threshold: Any, nms_threshold: Any, eta: Any = 1.0, top_k: Any = 0
) -> Any:
    """``cv2.dnn.NMSBoxesBatched``: each class's boxes lie in a place of their own, so that they don't meet others."""
    boxes = np.array(bboxes, dtype=np.float64).reshape(-1, 4)
    if len(boxes) == 0:
        return ()
    corners = np.maximum(boxes[:, 0] + boxes[:, 2], boxes[:, 1] + boxes[:, 3])
    step = max(float(np.max(corners)), 0.0) + 1
    moved = boxes.copy()
    moved[:, :2] += (np.asarray(class_ids).astype(np.float64) * step)[:, None]
    return cv2.dnn.NMSBoxes(moved, scores, score_threshold, nms_threshold, eta, top_k)


def _overlap(a: Any, b: Any) -> float:
    """The part of two boxes' union that both share."""
    width = min(a[0] + a[2], b[0] + b[2]) - max(a[0], b[0])
    height = min(a[1] + a[3], b[1] + b[3]) - max(a[1], b[1])
    areas = a[2] * a[3] + b[2] * b[3]
    if areas <= 0:
        return 1.0
    shared = width * height if width > 0 and height > 0 else 0
    return float(shared / (areas - shared))


def soft_nms(
    bboxes: Any, scores: Any, score_threshold: Any, nms_threshold: Any, top_k: Any = 0, sigma: Any = 0.5,
    method: Any = cv2.dnn.SOFT_NMSMETHOD_SOFTNMS_GAUSSIAN,
) -> Any:  # fmt: skip
    """``cv2.dnn.softNMSBoxes``: scores sink by what a better box covers, instead of boxes being dropped."""
    boxes = np.asarray(bboxes).astype(np.int32).reshape(-1, 4).tolist()
    held = [float(s) for s in np.asarray(scores).astype(np.float32).reshape(-1)]
    order = list(range(len(held)))
    most = min(int(top_k), len(held)) if top_k > 0 else len(held)
    kept: list[int] = []
    updated: list[float] = []
    for start in range(most):
        best = start
        for i in range(start + 1, len(order)):
            if held[order[i]] > held[order[best]]:
                best = i
        place = order[best]
        if held[place] < score_threshold:
            break
        kept.append(place)
        updated.append(held[place])
        order[best], order[start] = order[start], place
        for i in range(start + 1, len(order)):
            other = order[i]
            if held[other] < score_threshold:
                continue
            overlap = _overlap(boxes[place], boxes[other])
            if method == cv2.dnn.SOFT_NMSMETHOD_SOFTNMS_LINEAR:
                if overlap > nms_threshold:
                    held[other] = float(np.float32(held[other] * (1.0 - overlap)))
            else:
                held[other] = float(np.float32(held[other] * math.exp(-(overlap * overlap) / sigma)))
    return np.array(updated, dtype=np.float32), np.array(kept, dtype=np.int32)
