from __future__ import annotations

import cv2
import numpy as np


def picture(height: int, width: int):
    """Smooth in one channel, busy in the others."""
    y, x = np.mgrid[:height, :width]
    return np.stack([x * 3 + y, (x * y) % 251, (x * 7) ^ (y * 5)], axis=-1).astype(np.uint8)


def program(image, width: int, height: int):
    size = (width, height)
    half = cv2.resize(image, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    return (
        half,
        cv2.resize(image, size),
        cv2.resize(image, dsize=size, interpolation=cv2.INTER_AREA),
        cv2.resize(image, size, interpolation=cv2.INTER_NEAREST),
        cv2.resize(image, size, interpolation=cv2.INTER_LANCZOS4),
    )


INPUTS = [(picture(31, 45), 20, 16), (picture(8, 9), 30, 31)]
