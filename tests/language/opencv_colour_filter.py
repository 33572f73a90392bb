from __future__ import annotations

import cv2
import numpy as np


def picture(height: int, width: int):
    """Smooth in one channel, busy in the others."""
    y, x = np.mgrid[:height, :width]
    return np.stack([x * 3 + y, (x * y) % 251, (x * 7) ^ (y * 5)], axis=-1).astype(np.uint8)


LOWER, UPPER = np.array([20, 60, 60]), np.array([160, 255, 255])


def program(image):
    mask = cv2.inRange(cv2.cvtColor(image, cv2.COLOR_BGR2HSV), LOWER, UPPER)
    kept = cv2.bitwise_and(image, image, mask=mask)
    rest = cv2.bitwise_and(image, image, mask=cv2.bitwise_not(mask))
    return mask, kept, np.array_equal(cv2.add(kept, rest), image), int(cv2.bitwise_xor(mask, mask).sum())


INPUTS = [(picture(25, 35),)]
