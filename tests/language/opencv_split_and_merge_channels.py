from __future__ import annotations

import cv2
import numpy as np


def picture(height: int, width: int):
    """Smooth in one channel, busy in the others."""
    y, x = np.mgrid[:height, :width]
    return np.stack([x * 3 + y, (x * y) % 251, (x * 7) ^ (y * 5)], axis=-1).astype(np.uint8)


def program(image):
    blue, green, red = cv2.split(image)
    swapped = cv2.merge([red, green, cv2.subtract(blue, green)])
    channels = list(cv2.split(swapped))
    channels[1] = cv2.absdiff(channels[1], channels[0])
    return swapped, cv2.merge(channels), len(cv2.split(green)), np.array_equal(swapped[..., ::-1][..., 1], green)


INPUTS = [(picture(9, 14),)]
