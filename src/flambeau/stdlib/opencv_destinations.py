"""Arrays that are given to OpenCV to write its results into: ``cv2.add(a, b, dst=c)``."""

from __future__ import annotations

from typing import Any


def written(destination: Any, result: Any, mask: Any = None) -> Any:
    """``destination`` with the result in it, where it is an array of its size and dtype; else the result."""
    if destination is None:
        return result
    if destination.dtype != result.dtype:
        return result
    if destination.shape != result.shape and destination.shape != result.shape + (1,):
        return result
    if mask is None:
        destination[...] = result.reshape(destination.shape)
    else:
        inside = mask != 0
        destination[inside] = result.reshape(destination.shape)[inside]
    return destination
