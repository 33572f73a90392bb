"""OpenCV's filters that are made of others: derivatives, pyramids, thresholds of surroundings."""

from __future__ import annotations

import math
from typing import Any

import cv2
import numpy as np

from .opencv import in_depth
from .opencv_arithmetic import saturating


def _filtered(src: Any, ddepth: Any, kernel: Any, delta: Any, borderType: Any) -> Any:
    """A filter into any depth. Sums of bytes by whole numbers are exact in float32."""
    if ddepth == cv2.CV_64F and src.dtype == np.uint8 and np.array_equal(np.rint(kernel), kernel) and delta == 0:
        return cv2.filter2D(src, cv2.CV_32F, kernel, delta=delta, borderType=borderType).astype(np.float64)
    if ddepth == cv2.CV_64F:
        src = src.astype(np.float64)
    if src.dtype == np.float64 or ddepth < 0 or (ddepth == cv2.CV_8U and src.dtype == np.uint8):
        return cv2.filter2D(src, -1, kernel, delta=delta, borderType=borderType)
    sums = cv2.filter2D(src, cv2.CV_32F, kernel, delta=delta, borderType=borderType)
    return in_depth(sums, np.int16) if ddepth == cv2.CV_16S else sums


def Sobel(
    src: Any, ddepth: Any, dx: Any, dy: Any, dst: Any = None, ksize: Any = 3, scale: Any = 1.0, delta: Any = 0.0,
    borderType: Any = cv2.BORDER_DEFAULT,
) -> Any:  # fmt: skip
    """``cv2.Sobel``."""
    across, down = cv2.getDerivKernels(dx, dy, ksize)
    return _filtered(src, ddepth, down @ across.T * np.float64(scale), delta, borderType)


def Scharr(
    src: Any, ddepth: Any, dx: Any, dy: Any, dst: Any = None, scale: Any = 1.0, delta: Any = 0.0,
    borderType: Any = cv2.BORDER_DEFAULT,
) -> Any:  # fmt: skip
    """``cv2.Scharr``."""
    return Sobel(src, ddepth, dx, dy, None, -1, scale, delta, borderType)


def Laplacian(
    src: Any, ddepth: Any, dst: Any = None, ksize: Any = 1, scale: Any = 1.0, delta: Any = 0.0,
    borderType: Any = cv2.BORDER_DEFAULT,
) -> Any:  # fmt: skip
    """``cv2.Laplacian``."""
    if ksize == 1:
        kernel = np.array([[0, 1, 0], [1, -4, 1], [0, 1, 0]], dtype=np.float32)
    elif ksize == 3:
        kernel = np.array([[2, 0, 2], [0, -8, 0], [2, 0, 2]], dtype=np.float32)
    else:
        second, smooth = cv2.getDerivKernels(2, 0, ksize)
        kernel = smooth @ second.T + second @ smooth.T
    return _filtered(src, ddepth, kernel * np.float64(scale), delta, borderType)


def sepFilter2D(
    src: Any, ddepth: Any, kernelX: Any, kernelY: Any, dst: Any = None, anchor: Any = None, delta: Any = 0.0,
    borderType: Any = cv2.BORDER_DEFAULT,
) -> Any:  # fmt: skip
    """``cv2.sepFilter2D``."""
    kernel = kernelY.reshape(-1, 1).astype(np.float32) * kernelX.reshape(1, -1).astype(np.float32)
    return _filtered(src, ddepth, kernel, delta, borderType)


def _for_sums(image: Any) -> Any:
    return image.astype(np.int32) if image.dtype in (np.uint8, np.uint16, np.int16) else image


def pyrDown(src: Any, dst: Any = None, dstsize: Any = None, borderType: Any = cv2.BORDER_DEFAULT) -> Any:
    """``cv2.pyrDown``: half the size, each pixel of 5 x 5."""
    if src.dtype in (np.uint8, np.uint16):  # rounded alike: the weights are whole in the units of both
        return np.ascontiguousarray(cv2.GaussianBlur(src, (5, 5), 0, borderType=borderType)[::2, ::2])
    height, width = (src.shape[0] + 1) // 2, (src.shape[1] + 1) // 2
    whole = src.dtype == np.int16
    padded = _for_sums(cv2.copyMakeBorder(src, 2, 2, 2, 2, borderType))
    right, bottom = 2 * width - 1, 2 * height - 1
    rows = (
        padded[:, 0:right:2] + padded[:, 4 : 4 + right : 2] + 6 * padded[:, 2 : 2 + right : 2]
        + 4 * (padded[:, 1 : 1 + right : 2] + padded[:, 3 : 3 + right : 2])
    )  # fmt: skip
    sums = (
        rows[0:bottom:2] + rows[4 : 4 + bottom : 2] + 6 * rows[2 : 2 + bottom : 2]
        + 4 * (rows[1 : 1 + bottom : 2] + rows[3 : 3 + bottom : 2])
    )  # fmt: skip
    return ((sums + 128) // 256).astype(src.dtype) if whole else sums * np.float32(1 / 256)


def pyrUp(src: Any, dst: Any = None, dstsize: Any = None, borderType: Any = cv2.BORDER_DEFAULT) -> Any:
    """``cv2.pyrUp``: twice the size."""
    whole = src.dtype in (np.uint16, np.int16)
    padded = cv2.copyMakeBorder(src, 1, 0, 1, 0, cv2.BORDER_REFLECT_101)
    padded = cv2.copyMakeBorder(padded, 0, 1, 0, 1, cv2.BORDER_REPLICATE)
    height, width = src.shape[0], src.shape[1]
    if src.dtype == np.uint8:  # sums of 64ths of bytes are exact in float32
        image = np.empty((2 * height, 2 * width) + src.shape[2:], dtype=np.uint8)
        weights = np.array([[1, 6, 1], [0, 4, 4]], dtype=np.float32)
        for y in range(2):
            for x in range(2):
                kernel = weights[y][:, None] * weights[x] / np.float32(64)
                part = cv2.filter2D(padded, cv2.CV_32F, kernel, delta=0.5)
                image[y::2, x::2] = part[1:-1, 1:-1].astype(np.uint8)
        return image
    padded = _for_sums(padded)
    wide = np.zeros((height + 2, 2 * width) + src.shape[2:], dtype=padded.dtype)
    wide[:, 0::2] = padded[:, :-2] + 6 * padded[:, 1:-1] + padded[:, 2:]
    wide[:, 1::2] = 4 * (padded[:, 1:-1] + padded[:, 2:])
    tall = np.zeros((2 * height, 2 * width) + src.shape[2:], dtype=padded.dtype)
    tall[0::2] = wide[:-2] + 6 * wide[1:-1] + wide[2:]
    tall[1::2] = 4 * (wide[1:-1] + wide[2:])
    return ((tall + 32) // 64).astype(src.dtype) if whole else tall * np.float32(1 / 64)


def adaptiveThreshold(
    src: Any, maxValue: Any, adaptiveMethod: Any, thresholdType: Any, blockSize: Any, C: Any, dst: Any = None
) -> Any:
    """``cv2.adaptiveThreshold``."""
    if src.dtype != np.uint8 or src.ndim != 2:
        raise cv2.error("adaptiveThreshold(): the image is of uint8 and has one channel")
    if blockSize % 2 != 1 or blockSize <= 1:
        raise cv2.error("adaptiveThreshold(): the block's size is odd and above 1")
    if adaptiveMethod == cv2.ADAPTIVE_THRESH_MEAN_C:
        around = cv2.blur(src, (blockSize, blockSize), borderType=cv2.BORDER_REPLICATE)
    else:
        smooth = cv2.GaussianBlur(
            src.astype(np.float32), (blockSize, blockSize), 0, sigmaY=0, borderType=cv2.BORDER_REPLICATE
        )
        around = in_depth(smooth, np.uint8)
    most = np.uint8(np.clip(np.rint(maxValue), 0, 255))
    if thresholdType == cv2.THRESH_BINARY:
        return _lies_above(src, around, math.ceil(C)) * most
    return (1 - _lies_above(src, around, math.floor(C))) * most


def _lies_above(levels: Any, around: Any, less: int) -> Any:
    """1 where ``levels > around - less``, else 0; of bytes, and computed in these."""
    if less >= 1:
        low = np.full(1, min(less - 1, 255), dtype=np.uint8)
        return (levels >= saturating(around, low, 1, 1.0)).view(np.uint8)
    more = np.full(1, min(-less, 255), dtype=np.uint8)
    return (levels > saturating(around, more, 0, 1.0)).view(np.uint8)


def getStructuringElement(shape: Any, ksize: Any, anchor: Any = (-1, -1)) -> Any:
    """``cv2.getStructuringElement``. A row of an ellipse reaches as far as a whole number of columns is nearest."""
    width, height = ksize
    x = anchor[0] if anchor[0] >= 0 else width // 2
    y = anchor[1] if anchor[1] >= 0 else height // 2
    element = np.zeros((height, width), dtype=np.uint8)
    if shape == cv2.MORPH_RECT or (width == 1 and height == 1):
        element[:] = 1
    elif shape == cv2.MORPH_CROSS:
        element[y] = 1
        element[:, x] = 1
    else:
        down, across = height // 2, width // 2
        for row in range(height):
            distance = abs(row - down)
            if distance <= down:
                reach = down - distance  # of a diamond, which older versions don't name
                if shape == cv2.MORPH_ELLIPSE:
                    part = (down * down - distance * distance) / (down * down) if down > 0 else 0.0
                    reach = round(across * math.sqrt(part))
                element[row, max(across - reach, 0) : across + reach + 1] = 1
    return element
