from __future__ import annotations

import cv2
import numpy as np


def picture(height: int, width: int):
    """A few shapes with soft edges, in colour."""
    y, x = np.mgrid[:height, :width]
    planes = np.stack([np.hypot(x - 20, y - 15) * 6, 128 + 100 * np.sin(x / 7), (x // 9 + y // 7) % 2 * 160], axis=-1)
    return np.clip(planes, 0, 255).astype(np.uint8)


def program(image, low: float, high: float):
    gray = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)
    dx, dy = cv2.Sobel(gray, cv2.CV_16S, 1, 0), cv2.Sobel(gray, cv2.CV_16S, 0, 1)
    strict = cv2.Canny(image, low, high, apertureSize=5, L2gradient=True)
    return cv2.Canny(gray, low, high), strict, cv2.Canny(dx, dy, low, high)


INPUTS = [(picture(60, 80), 50.0, 150.0), (picture(17, 9), 100.0, 20.0)]
