from __future__ import annotations

import cv2
import numpy as np


def picture(height: int, width: int):
    """Smooth in one channel, busy in the others."""
    y, x = np.mgrid[:height, :width]
    return np.stack([x * 3 + y, (x * y) % 251, (x * 7) ^ (y * 5)], axis=-1).astype(np.uint8)


def program(image, corners):
    ordered = np.zeros((4, 2), dtype=np.float32)
    total, difference = corners.sum(axis=1), np.diff(corners, axis=1)
    ordered[0], ordered[2] = corners[np.argmin(total)], corners[np.argmax(total)]
    ordered[1], ordered[3] = corners[np.argmin(difference)], corners[np.argmax(difference)]
    target = np.array([[0, 0], [29, 0], [29, 19], [0, 19]], dtype=np.float32)
    matrix = cv2.getPerspectiveTransform(ordered, target)
    page = cv2.warpPerspective(image, matrix, (30, 20), flags=cv2.INTER_NEAREST)
    return np.round(matrix, 5), page


INPUTS = [(picture(60, 80), np.array([[70.0, 10.0], [8.0, 6.0], [10.0, 50.0], [75.0, 55.0]]))]
