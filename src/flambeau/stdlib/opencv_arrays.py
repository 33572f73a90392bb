"""OpenCV's functions on whole arrays that NumPy's arithmetic gives: statistics, tables, histograms, points.

Each has the name and the parameters that it has there. Where OpenCV computes in single precision, so does this.
"""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np

from .opencv import in_depth, where_mask


def hconcat(src: Any, dst: Any = None) -> Any:
    """``cv2.hconcat``."""
    return np.concatenate(list(src), axis=1)


def vconcat(src: Any, dst: Any = None) -> Any:
    """``cv2.vconcat``."""
    return np.concatenate(list(src), axis=0)


def extractChannel(src: Any, coi: Any, dst: Any = None) -> Any:
    """``cv2.extractChannel``."""
    return np.array(src[:, :, coi])


def copyTo(src: Any, mask: Any, dst: Any = None) -> Any:
    """``cv2.copyTo``: ``src`` where the mask isn't 0, and 0 elsewhere."""
    if mask.ndim == 2:
        return where_mask(src, mask)
    inside = mask != 0
    if src.ndim == 3 and inside.ndim == 2:
        inside = inside[:, :, None]
    return np.where(inside, src, np.zeros_like(src))


# --- statistics -------------------------------------------------------------------------------------------------------


def _sums_of_channels(src: Any) -> Any:
    """The sums of an image of bytes, exactly: of each column first."""
    sums = src.reshape(src.shape[0], -1).sum(axis=0, dtype=np.int64)
    return sums.reshape(src.shape[1], -1).sum(axis=0).astype(np.float64)


def _channels(src: Any, mask: Any) -> Any:
    """The pixels that count, [n, channels]."""
    pixels = src.reshape(-1, 1) if src.ndim < 3 else src.reshape(-1, src.shape[2])
    return pixels if mask is None else pixels[mask.reshape(-1) != 0]


def _four(values: Any) -> Any:
    """A cv::Scalar of up to four numbers."""
    listed = [float(v) for v in values] + [0.0, 0.0, 0.0, 0.0]
    return listed[0], listed[1], listed[2], listed[3]


def _sums_of_bytes(src: Any, mask: Any) -> Any:
    """How many pixels count, and of each channel the sum and that of the squares: by counts of the levels, exactly."""
    planes = [src] if src.ndim < 3 else [src[:, :, c] for c in range(src.shape[2])]
    levels = np.arange(256)
    sums: list[float] = []
    squares: list[float] = []
    number = 0
    for plane in planes:
        counts = np.bincount(plane.reshape(-1) if mask is None else plane[mask != 0], minlength=256)
        number = int(counts.sum())
        sums.append(float(np.sum(counts * levels)))
        squares.append(float(np.sum(counts * levels * levels)))
    return number, np.array(sums), np.array(squares)


def sumElems(src: Any) -> Any:
    """``cv2.sumElems``."""
    if src.dtype == np.uint8:
        return _four(_sums_of_channels(src))
    return _four(np.sum(_channels(src, None).astype(np.float64), axis=0))


def mean(src: Any, mask: Any = None) -> Any:
    """``cv2.mean``."""
    if src.dtype == np.uint8 and mask is None:
        return _four(_sums_of_channels(src) * (1.0 / (src.shape[0] * src.shape[1])))
    if src.dtype == np.uint8:
        number, sums, _ = _sums_of_bytes(src, mask)
        return _four(sums * (1.0 / number)) if number > 0 else (0.0, 0.0, 0.0, 0.0)
    pixels = _channels(src, mask)
    if len(pixels) == 0:
        return 0.0, 0.0, 0.0, 0.0
    return _four(np.sum(pixels.astype(np.float64), axis=0) * (1.0 / len(pixels)))


def meanStdDev(src: Any, mean_: Any = None, stddev: Any = None, mask: Any = None) -> Any:
    """``cv2.meanStdDev``."""
    if src.dtype == np.uint8:
        number, sums, squares = _sums_of_bytes(src, mask)
    else:
        pixels = _channels(src, mask).astype(np.float64)
        number, sums, squares = len(pixels), np.sum(pixels, axis=0), np.sum(pixels * pixels, axis=0)
    if number == 0:
        nothing = np.zeros((len(sums), 1))
        return nothing, nothing.copy()
    scale = 1.0 / number
    means = sums * scale
    spread = np.maximum(squares * scale - means * means, 0.0)
    return means[:, None], np.sqrt(spread)[:, None]


def minMaxLoc(src: Any, mask: Any = None) -> Any:
    """``cv2.minMaxLoc``: the least and the greatest value, and where they are met first."""
    if mask is None:
        flat = src.reshape(-1)
        low, high = int(np.argmin(flat)), int(np.argmax(flat))
    else:
        places = np.flatnonzero(mask)
        if len(places) == 0:
            return 0.0, 0.0, (-1, -1), (-1, -1)
        flat = src.reshape(-1)
        low, high = int(places[np.argmin(flat[places])]), int(places[np.argmax(flat[places])])
    width = src.shape[1] if src.ndim > 1 else 1
    return float(flat[low]), float(flat[high]), (low % width, low // width), (high % width, high // width)


def countNonZero(src: Any) -> Any:
    """``cv2.countNonZero``."""
    return int(np.count_nonzero(src))


def _norm(values: Any, kind: Any) -> Any:
    x = values.astype(np.float64)
    if kind == cv2.NORM_INF:
        return float(np.max(np.abs(x)))
    if kind == cv2.NORM_L1:
        return float(np.sum(np.abs(x)))
    squares = float(np.sum(x * x))
    return squares if kind == cv2.NORM_L2SQR else float(np.sqrt(squares))


def norm_of(src: Any, normType: Any = cv2.NORM_L2, mask: Any = None) -> Any:
    """``cv2.norm`` of one array."""
    if src.dtype == np.uint8 and mask is None:
        counts, levels = np.bincount(src.reshape(-1), minlength=256), np.arange(256)
        if normType == cv2.NORM_INF:
            return float(np.flatnonzero(counts)[-1])
        total = float(np.sum(counts * (levels if normType == cv2.NORM_L1 else levels * levels)))
        return total if normType == cv2.NORM_L1 or normType == cv2.NORM_L2SQR else float(np.sqrt(total))
    return _norm(_channels(src, mask), normType)


def norm_between(src1: Any, src2: Any, normType: Any = cv2.NORM_L2, mask: Any = None) -> Any:
    """``cv2.norm`` of the difference of two arrays."""
    return _norm(_channels(src1, mask).astype(np.float64) - _channels(src2, mask).astype(np.float64), normType)


# --- tables and histograms --------------------------------------------------------------------------------------------


def looked_up(src: Any, tables: Any) -> Any:
    """What tables of bytes, one or one for each channel, have for bytes; a program has an operator."""
    if tables.size == 256:
        return tables.reshape(256)[src]
    channels = [table[src[..., c]] for c, table in enumerate(tables.reshape(-1, 256))]
    return np.stack(channels, axis=-1)


def LUT(src: Any, lut: Any, dst: Any = None) -> Any:
    """``cv2.LUT``: each byte becomes what a table has for it; one table, or one for each channel."""
    if lut.size == 256 and (src.dtype != np.uint8 or lut.dtype != np.uint8):
        return lut.reshape(256)[src]
    if src.dtype == np.uint8 and lut.dtype == np.uint8:
        return looked_up(src, lut.reshape(256, -1).T)
    table = lut.reshape(256, -1)
    return np.stack([table[:, c][src[:, :, c]] for c in range(src.shape[2])], axis=2)


def _histogram(src: Any) -> Any:
    return np.bincount(src.reshape(-1), minlength=256)


def equalizeHist(src: Any, dst: Any = None) -> Any:
    """``cv2.equalizeHist``."""
    if src.dtype != np.uint8 or src.ndim != 2:
        raise cv2.error("equalizeHist(): the image is of uint8 and has one channel")
    counts = _histogram(src)
    first = int(np.flatnonzero(counts)[0])
    others = src.size - int(counts[first])
    if others == 0:
        return np.full_like(src, first)
    sums = np.cumsum(counts) - counts[first]
    levels = np.rint(sums.astype(np.float32) * (np.float32(255) / np.float32(others)))
    return looked_up(src, np.clip(levels, 0, 255).astype(np.uint8))


def calcHist(
    images: Any, channels: Any, mask: Any, histSize: Any, ranges: Any, hist: Any = None, accumulate: Any = False
) -> Any:
    """``cv2.calcHist`` with bins of one width."""
    planes: list[Any] = []
    for each in images:
        if each.ndim == 2:
            planes.append(each)
        else:
            planes.extend([each[:, :, c] for c in range(each.shape[2])])
    sizes = [int(s) for s in histSize]
    total = 1
    for size in sizes:
        total *= size
    inside = np.ones(planes[0].shape, dtype=bool) if mask is None else mask != 0
    first = planes[int(channels[0])]
    if len(sizes) == 1 and first.dtype == np.uint8:
        # Of bytes, the bin of each of the 256 levels.
        levels = np.arange(256)
        low, high = float(ranges[0]), float(ranges[1])
        factor = total / (high - low)
        places = np.clip(np.floor(levels * factor - factor * low).astype(np.int64), 0, total - 1)
        met = np.bincount(first.reshape(-1) if mask is None else first[inside], minlength=256)
        met = np.where((levels >= low) & (levels < high), met, 0)
        return np.bincount(places, weights=met, minlength=total).astype(np.float32)
    bins = np.zeros(planes[0].shape, dtype=np.int64)
    for i in range(len(sizes)):
        values = planes[int(channels[i])].astype(np.float64)
        low, high = float(ranges[2 * i]), float(ranges[2 * i + 1])
        factor = sizes[i] / (high - low)
        places = np.floor(values * factor - factor * low).astype(np.int64)
        inside = inside & (values >= low) & (values < high)
        bins = bins * sizes[i] + np.clip(places, 0, sizes[i] - 1)
    counts = np.bincount(bins[inside], minlength=total).astype(np.float32)
    return counts.reshape(sizes) if len(sizes) > 1 else counts


def colored(src: Any, table: Any) -> Any:
    """Grey levels in the colours of a table [256, 3]."""
    if src.ndim == 3:
        src = cv2.cvtColor(src, cv2.COLOR_BGR2GRAY)
    return table[src]


# --- arithmetic -------------------------------------------------------------------------------------------------------


def convertScaleAbs(src: Any, dst: Any = None, alpha: Any = 1.0, beta: Any = 0.0) -> Any:
    """``cv2.convertScaleAbs``: ``|src * alpha + beta|`` as bytes."""
    if src.dtype == np.uint8 and alpha >= 0 and beta >= 0:  # nothing is negative
        return cv2.addWeighted(src, alpha, src, 0.0, beta)
    if src.dtype == np.uint8 and src.size > 256:
        return looked_up(src, _scaled_abs(np.arange(256), alpha, beta))
    if src.dtype == np.int16 or src.dtype == np.float32 or (src.dtype == np.float64 and alpha == 1 and beta == 0):
        scaled = in_depth(src.astype(np.float32), np.float32, float(alpha), float(beta))
        return in_depth(np.abs(scaled), np.uint8)
    return _scaled_abs(src, alpha, beta)


def _scaled_abs(src: Any, alpha: Any, beta: Any) -> Any:
    scale, shift = np.float64(np.float32(alpha)), np.float64(np.float32(beta))
    levels = np.abs((src.astype(np.float64) * scale + shift).astype(np.float32))
    return np.clip(np.rint(levels), 0, 255).astype(np.uint8)


def min(src1: Any, src2: Any, dst: Any = None) -> Any:
    """``cv2.min``."""
    return np.minimum(src1, src2)


def max(src1: Any, src2: Any, dst: Any = None) -> Any:
    """``cv2.max``."""
    return np.maximum(src1, src2)


def compare(src1: Any, src2: Any, cmpop: Any, dst: Any = None) -> Any:
    """``cv2.compare``: 255 where it holds, else 0."""
    if cmpop == cv2.CMP_EQ:
        holds = src1 == src2
    elif cmpop == cv2.CMP_GT:
        holds = src1 > src2
    elif cmpop == cv2.CMP_GE:
        holds = src1 >= src2
    elif cmpop == cv2.CMP_LT:
        holds = src1 < src2
    elif cmpop == cv2.CMP_LE:
        holds = src1 <= src2
    else:
        holds = src1 != src2
    return holds.view(np.uint8) * np.uint8(255)


def pow(src: Any, power: Any, dst: Any = None) -> Any:
    """``cv2.pow``; where the power isn't a whole number, of absolute values."""
    whole = float(power) == round(float(power))
    if src.dtype == np.uint8:
        if not whole:
            raise cv2.error("pow(): the power of an array of uint8 is a whole number")
        return np.clip(np.rint(src.astype(np.float64) ** power), 0, 255).astype(np.uint8)
    values = _floating(src, "pow")
    return np.power(values if whole else np.abs(values), np.asarray(power).astype(src.dtype))


def reduce(src: Any, dim: Any, rtype: Any, dst: Any = None, dtype: Any = -1) -> Any:
    """``cv2.reduce``: rows to one, or columns."""
    if rtype == cv2.REDUCE_MAX:
        return src.max(axis=dim, keepdims=True)
    if rtype == cv2.REDUCE_MIN:
        return src.min(axis=dim, keepdims=True)
    if rtype != cv2.REDUCE_SUM and rtype != cv2.REDUCE_AVG:
        raise NotImplementedError("this kind of cv2.reduce isn't supported")
    sums = src.astype(np.float64).sum(axis=dim, keepdims=True)
    total = sums * (1.0 / src.shape[dim]) if rtype == cv2.REDUCE_AVG else sums
    if dtype == cv2.CV_32F or (dtype < 0 and src.dtype == np.float32):
        return total.astype(np.float32)
    if dtype == cv2.CV_64F or (dtype < 0 and src.dtype == np.float64):
        return total
    if dtype == cv2.CV_32S:
        return np.rint(total).astype(np.int32)
    means = sums.astype(np.float32) * np.float32(1.0 / src.shape[dim])
    if src.dtype != np.uint8 or rtype == cv2.REDUCE_SUM:
        raise cv2.error("reduce(): sums of whole numbers are given as CV_32S, CV_32F or CV_64F")
    return np.clip(np.rint(means), 0, 255).astype(np.uint8)


def repeat(src: Any, ny: Any, nx: Any, dst: Any = None) -> Any:
    """``cv2.repeat``."""
    return np.tile(src, (ny, nx) if src.ndim == 2 else (ny, nx, 1))


def determinant(mtx: Any) -> Any:
    """``cv2.determinant``."""
    return float(np.linalg.det(mtx.astype(np.float64)))


def compareHist(H1: Any, H2: Any, method: Any) -> Any:
    """``cv2.compareHist``: correlation, chi-square, intersection or Bhattacharyya's distance."""
    a, b = H1.reshape(-1).astype(np.float64), H2.reshape(-1).astype(np.float64)
    if method == cv2.HISTCMP_INTERSECT:
        return float(np.sum(np.minimum(a, b)))
    if method == cv2.HISTCMP_CHISQR:
        counts = np.abs(a) > 2.220446049250313e-16
        apart = a[counts] - b[counts]
        return float(np.sum(apart * apart / a[counts]))
    if method == cv2.HISTCMP_CORREL:
        scale = 1.0 / len(a)
        shared = float(np.sum(a * b) - np.sum(a) * np.sum(b) * scale)
        spread = float((np.sum(a * a) - np.sum(a) ** 2 * scale) * (np.sum(b * b) - np.sum(b) ** 2 * scale))
        return shared / float(np.sqrt(spread)) if abs(spread) > 2.220446049250313e-16 else 1.0
    if method != cv2.HISTCMP_BHATTACHARYYA:
        raise NotImplementedError("this method of cv2.compareHist isn't supported")
    total = float(np.sum(a) * np.sum(b))
    share = 1.0 / float(np.sqrt(total)) if abs(total) > 1.1920928955078125e-07 else 1.0
    return float(np.sqrt(np.maximum(1.0 - np.sum(np.sqrt(a * b)) * share, 0.0)))


def _floating(src: Any, name: str) -> Any:
    if src.dtype != np.float32 and src.dtype != np.float64:
        raise cv2.error(name + "(): arrays are of float32 or float64")
    return src


def sqrt(src: Any, dst: Any = None) -> Any:
    """``cv2.sqrt``."""
    return np.sqrt(_floating(src, "sqrt"))


def exp(src: Any, dst: Any = None) -> Any:
    """``cv2.exp``."""
    return np.exp(_floating(src, "exp"))


def log(src: Any, dst: Any = None) -> Any:
    """``cv2.log``."""
    return np.log(_floating(src, "log"))


def magnitude(x: Any, y: Any, magnitude_: Any = None) -> Any:
    """``cv2.magnitude``."""
    return np.sqrt(_floating(x, "magnitude") * x + y * y)


def scaleAdd(src1: Any, alpha: Any, src2: Any, dst: Any = None) -> Any:
    """``cv2.scaleAdd``."""
    return _floating(src1, "scaleAdd") * np.asarray(alpha).astype(src1.dtype) + src2


# --- points -----------------------------------------------------------------------------------------------------------


def invertAffineTransform(M: Any, iM: Any = None) -> Any:
    """``cv2.invertAffineTransform``."""
    m = M.astype(np.float64)
    determinant = float(m[0, 0] * m[1, 1] - m[0, 1] * m[1, 0])
    scale = 1.0 / determinant if determinant != 0.0 else 0.0
    a, b, c, d = m[1, 1] * scale, -m[0, 1] * scale, -m[1, 0] * scale, m[0, 0] * scale
    x, y = -a * m[0, 2] - b * m[1, 2], -c * m[0, 2] - d * m[1, 2]
    return np.array([[a, b, x], [c, d, y]]).astype(M.dtype)


def transform(src: Any, m: Any, dst: Any = None) -> Any:
    """``cv2.transform``: each pixel, as a vector, by a matrix, which may have one more column to add."""
    pixels = src.astype(np.float64)
    matrix = m.astype(np.float64)
    count = pixels.shape[-1]
    moved = pixels @ matrix[:, :count].T
    if matrix.shape[1] > count:
        moved = moved + matrix[:, count]
    if src.dtype == np.uint8:
        return np.clip(np.rint(moved), 0, 255).astype(np.uint8)
    return moved.astype(src.dtype)


def perspectiveTransform(src: Any, m: Any, dst: Any = None) -> Any:
    """``cv2.perspectiveTransform``."""
    points = _floating(src, "perspectiveTransform").astype(np.float64)
    matrix = m.astype(np.float64)
    count = points.shape[-1]
    moved = points @ matrix[:, :count].T + matrix[:, count]
    depth = moved[..., -1:]
    near = np.abs(depth) <= 1.1920928955078125e-07
    return np.where(near, 0.0, moved[..., :-1] / np.where(near, 1.0, depth)).astype(src.dtype)
