"""Images out of PNG and JPEG files that lie in memory, as OpenCV and Pillow give them."""

from __future__ import annotations

from typing import Any

import numpy as np


def decoded(data: Any, gray: bool) -> Any:
    """The pixels, red first, Pillow's name of the file's mode, and EXIF's orientation; no name for what isn't read."""
    raise NotImplementedError("a rule stands for this")


def upright(pixels: Any, orientation: int) -> Any:
    """The image as EXIF says that it is to be seen."""
    if orientation == 2:
        return pixels[:, ::-1]
    if orientation == 3:
        return pixels[::-1, ::-1]
    if orientation == 4:
        return pixels[::-1]
    if orientation == 5:
        return pixels.swapaxes(0, 1)
    if orientation == 6:
        return pixels[::-1].swapaxes(0, 1)
    if orientation == 7:
        return pixels[::-1, ::-1].swapaxes(0, 1)
    if orientation == 8:
        return pixels[:, ::-1].swapaxes(0, 1)
    return pixels


def opened(data: Any) -> Any:
    """``PIL.Image.open``: the pixels and EXIF's orientation."""
    found, mode, orientation = decoded(np.frombuffer(data, dtype=np.uint8), False)
    if mode == "":
        raise OSError("cannot identify image file: a program reads PNG and JPEG files")
    if mode == "P" or mode == "I;16":
        raise NotImplementedError(f"files of images of the mode {mode} aren't supported")
    if mode == "1":
        return found != 0, orientation
    if found.dtype != np.uint8:
        return (found >> 8).astype(np.uint8), orientation
    if mode == "RGB" and found.shape[2] == 4:  # a colour that is transparent, which Pillow only notes
        return np.ascontiguousarray(found[:, :, :3]), orientation
    if mode == "L" and found.ndim == 3:
        return np.ascontiguousarray(found[:, :, 0]), orientation
    return found, orientation
