from __future__ import annotations

import cv2
import numpy as np


def picture(height: int, width: int):
    """Smooth in one channel, busy in the others."""
    y, x = np.mgrid[:height, :width]
    return np.stack([x * 3 + y, (x * y) % 251, (x * 7) ^ (y * 5)], axis=-1).astype(np.uint8)


def program(image, size: int):
    height, width = image.shape[:2]
    ratio = min(size / height, size / width)
    new_width, new_height = int(round(width * ratio)), int(round(height * ratio))
    dw, dh = (size - new_width) / 2, (size - new_height) / 2
    if (width, height) != (new_width, new_height):
        image = cv2.resize(image, (new_width, new_height), interpolation=cv2.INTER_LINEAR)
    top, bottom = int(round(dh - 0.1)), int(round(dh + 0.1))
    left, right = int(round(dw - 0.1)), int(round(dw + 0.1))
    image = cv2.copyMakeBorder(image, top, bottom, left, right, cv2.BORDER_CONSTANT, value=(114, 114, 114))
    return image, ratio, (dw, dh)


INPUTS = [(picture(48, 64), 40), (picture(30, 20), 60), (picture(32, 32), 32)]
