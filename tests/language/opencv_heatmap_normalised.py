from __future__ import annotations

import cv2
import numpy as np


def picture(height: int, width: int):
    """Smooth in one channel, busy in the others."""
    y, x = np.mgrid[:height, :width]
    return np.stack([x * 3 + y, (x * y) % 251, (x * 7) ^ (y * 5)], axis=-1).astype(np.uint8)


def program(activation, image):
    heat = np.maximum(activation, 0)
    heat = cv2.resize(heat, (image.shape[1], image.shape[0]))
    scaled = cv2.normalize(heat, None, 0.0, 1.0, cv2.NORM_MINMAX)
    levels = cv2.normalize(image, None, 0, 255, cv2.NORM_MINMAX)
    unit = cv2.normalize(activation, None, 1.0, 0.0, cv2.NORM_L2)
    return np.round(scaled, 3), levels, np.round(unit, 5), image * scaled[..., None] > 60


ACTIVATION = np.cos(np.arange(20, dtype=np.float32)).reshape(4, 5)
INPUTS = [(ACTIVATION, picture(16, 20) // 2 + 10)]
