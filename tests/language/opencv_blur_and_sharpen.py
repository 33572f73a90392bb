from __future__ import annotations

import cv2
import numpy as np


def picture(height: int, width: int):
    """Smooth in one channel, busy in the others."""
    y, x = np.mgrid[:height, :width]
    return np.stack([x * 3 + y, (x * y) % 251, (x * 7) ^ (y * 5)], axis=-1).astype(np.uint8)


def program(image):
    soft = cv2.GaussianBlur(image, (0, 0), 1.2)
    unsharp = cv2.addWeighted(image, 1.5, soft, -0.5, 0)
    kernel = np.array([[0, -1, 0], [-1, 5, -1], [0, -1, 0]], dtype=np.float32)
    return soft, unsharp, cv2.filter2D(image, -1, kernel), cv2.blur(image, (3, 5)), cv2.medianBlur(image, 5)


INPUTS = [(picture(20, 30),), (picture(20, 30)[..., 0].copy(),)]
