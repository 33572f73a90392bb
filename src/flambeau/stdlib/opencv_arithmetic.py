"""OpenCV's arithmetic where one side is a number or a few, one for each channel, or the result has a depth of its own.

    cv2.subtract(image, mean.reshape(1, -1))    # a mean for each channel
    cv2.add(image, (10, 20, 30, 0))             # of an image of three channels the first three count

Whole numbers stay within their type; products and quotients by numbers are computed in float64, sums with floats in the
image's own precision, and sums of whole numbers with the number's rounded value.
"""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np

from .opencv import where_mask


def saturating(src1: Any, src2: Any, operation: int, scale: Any) -> Any:
    """Of two arrays of one shape and dtype; a program has an operator of its own for it."""
    if operation == 4:  # of bytes only
        below = np.where(src2 == 0, np.inf, src2).astype(np.float32)
        return np.clip(np.rint(src1.astype(np.float32) * np.float32(scale) / below), 0, 255).astype(np.uint8)
    values = (src1 + src2, src1 - src2, np.abs(src1 - src2), src1 * src2 * scale)
    return values[operation]


def arithmetic(src1: Any, src2: Any, operation: int, mask: Any = None, scale: Any = 1.0, dtype: Any = -1) -> Any:
    """``cv2.add`` (0), ``subtract`` (1), ``absdiff`` (2) and ``multiply`` (3)."""
    alike = _is_image(src1) and _is_image(src2) and src1.shape == src2.shape
    if alike and src1.dtype != src2.dtype and dtype < 0:
        raise cv2.error("arithmetic of arrays of two dtypes needs the result's (dtype)")
    if alike and dtype < 0:
        result = saturating(src1, src2, operation, scale)
    else:
        result = _computed(src1, src2, operation, scale, dtype, alike)
    if result.ndim == 3 and result.shape[2] == 1:
        result = result[:, :, 0]
    return result if mask is None else where_mask(result, mask)


def divide(src1: Any, src2: Any, scale: Any = 1.0, dtype: Any = -1) -> Any:
    """``cv2.divide``; whole numbers give 0 where they are divided by 0."""
    alike = _is_image(src1) and _is_image(src2) and src1.shape == src2.shape
    image = src2 if not _is_image(src1) else src1
    if alike and src1.dtype != src2.dtype and dtype < 0:
        raise cv2.error("arithmetic of arrays of two dtypes needs the result's (dtype)")
    if alike and src1.dtype == np.uint8 and dtype < 0:
        return saturating(src1, src2, 4, scale)
    wide = np.float64 if not alike or image.dtype == np.float64 else np.float32
    above, below = _sides(src1, src2, alike)
    above, below = above.astype(wide), below.astype(wide)
    if image.dtype.kind == "f" or dtype >= cv2.CV_32F:
        return _to_depth(above * np.asarray(scale).astype(wide) / below, image, dtype)
    quotients = above * np.asarray(scale).astype(wide) / np.where(below == 0, np.ones_like(below), below)
    return _to_depth(np.where(below == 0, np.zeros_like(quotients), quotients), image, dtype)


def _computed(src1: Any, src2: Any, operation: int, scale: Any, dtype: Any, alike: bool) -> Any:
    image = src2 if not _is_image(src1) or (not alike and _is_image(src2) and src2.size > src1.size) else src1
    left, right = _sides(src1, src2, alike)
    if operation == 3:
        wide = np.float64 if not alike or image.dtype == np.float64 else np.float32
        return _to_depth(left.astype(wide) * right.astype(wide) * np.asarray(scale).astype(wide), image, dtype)
    if image.dtype.kind != "f" and dtype < cv2.CV_32F:  # the limits of 16 bits are far from those of float64
        left, right = np.rint(left.astype(np.float64)), np.rint(right.astype(np.float64))
    elif image.dtype != np.float64 and dtype != cv2.CV_64F:
        left, right = left.astype(np.float32), right.astype(np.float32)
    else:
        left, right = left.astype(np.float64), right.astype(np.float64)
    if operation == 0:
        return _to_depth(left + right, image, dtype)
    return _to_depth(left - right if operation == 1 else np.abs(left - right), image, dtype)


def _is_image(value: Any) -> bool:
    return isinstance(value, np.ndarray)


def _sides(src1: Any, src2: Any, alike: bool) -> Any:
    """Both sides so that they broadcast: the smaller one as a value for each channel."""
    if alike:
        return src1, src2
    if not _is_image(src1) or (_is_image(src2) and src2.size > src1.size):
        return _for_channels(src1, src2), src2
    return src1, _for_channels(src2, src1)


def _for_channels(value: Any, image: Any) -> Any:
    channels = image.shape[2] if image.ndim == 3 else 1
    if isinstance(value, (int, float)):
        return np.full(channels, float(value))
    if isinstance(value, list):
        raise cv2.error("arithmetic of arrays: the operand is not a numpy array, neither a scalar")
    given = np.asarray(value).astype(np.float64)
    values = given.reshape(-1)
    if given.ndim == 2 and len(values) == 1:
        return np.full(channels, values[0])
    if len(values) > 4 and len(values) != channels:
        raise cv2.error("arithmetic of arrays: they have the same size, or one of them a value for each channel")
    missing = np.zeros(max(channels - len(values), 0))
    return np.concatenate([values, missing])[:channels]


def _to_depth(values: Any, image: Any, dtype: Any) -> Any:
    """``values`` rounded into the image's dtype, or that of a depth that is given."""
    if dtype == cv2.CV_32F or (dtype < 0 and image.dtype == np.float32):
        return values.astype(np.float32)
    if dtype == cv2.CV_64F or (dtype < 0 and image.dtype == np.float64):
        return values.astype(np.float64)
    if dtype == cv2.CV_8U or (dtype < 0 and image.dtype == np.uint8):
        return np.clip(np.rint(values), 0, 255).astype(np.uint8)
    if dtype == cv2.CV_16U or (dtype < 0 and image.dtype == np.uint16):
        return np.clip(np.rint(values), 0, 65535).astype(np.uint16)
    if dtype == cv2.CV_16S or (dtype < 0 and image.dtype == np.int16):
        return np.clip(np.rint(values), -32768, 32767).astype(np.int16)
    raise NotImplementedError("arithmetic of OpenCV into this depth isn't supported")
