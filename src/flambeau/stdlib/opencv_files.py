"""OpenCV's images out of files that lie in memory."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np

from . import image_files


def imdecode(buf: Any, flags: Any) -> Any:
    """``cv2.imdecode``: the pixels, blue first, as the flags ask for them; None where the file can't be read."""
    unchanged = flags == cv2.IMREAD_UNCHANGED
    gray = not unchanged and flags & cv2.IMREAD_COLOR_BGR == 0 and flags & cv2.IMREAD_COLOR_RGB == 0
    if buf.size == 0:
        raise cv2.error("imdecode(): the file is empty")
    found, mode, orientation = image_files.decoded(buf.reshape(-1), gray)
    if mode == "":
        return None
    if unchanged:
        return _blue_first(found)
    if flags & cv2.IMREAD_IGNORE_ORIENTATION == 0:
        found = image_files.upright(found, orientation)
    if found.dtype != np.uint8:
        found = (found >> 8).astype(np.uint8)
    if gray:
        return np.ascontiguousarray(_luma(found))
    if found.ndim == 2 or found.shape[2] == 2:
        plane = found if found.ndim == 2 else found[:, :, 0]
        return np.stack([plane, plane, plane], axis=2)
    if flags & cv2.IMREAD_COLOR_RGB != 0:
        return np.ascontiguousarray(found[:, :, :3])
    return np.ascontiguousarray(found[:, :, 2::-1])


def _blue_first(pixels: Any) -> Any:
    if pixels.ndim == 2:
        return pixels
    if pixels.shape[2] == 2:
        return np.ascontiguousarray(pixels[:, :, [0, 0, 0, 1]])
    if pixels.shape[2] == 4:
        return np.ascontiguousarray(pixels[:, :, [2, 1, 0, 3]])
    return np.ascontiguousarray(pixels[:, :, ::-1])


def _luma(pixels: Any) -> Any:
    """Grey levels by libpng's weights, of 15 bits."""
    if pixels.ndim == 2:
        return pixels
    if pixels.shape[2] == 2:
        return pixels[:, :, 0]
    levels = pixels.astype(np.int32)
    sums = levels[:, :, 0] * 9797 + levels[:, :, 1] * 19234 + levels[:, :, 2] * 3737
    return (sums >> 15).astype(np.uint8)
