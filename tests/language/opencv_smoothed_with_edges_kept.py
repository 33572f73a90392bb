from __future__ import annotations

import cv2
import numpy as np


def picture(height: int, width: int):
    """A few shapes with soft edges, in colour."""
    y, x = np.mgrid[:height, :width]
    planes = np.stack([np.hypot(x - 20, y - 15) * 6, 128 + 100 * np.sin(x / 7), (x // 9 + y // 7) % 2 * 160], axis=-1)
    return np.clip(planes, 0, 255).astype(np.uint8)


def program(image, diameter: int):
    smooth = cv2.bilateralFilter(image, diameter, 75, 75)
    gray = cv2.cvtColor(smooth, cv2.COLOR_BGR2GRAY)
    kernel = cv2.getStructuringElement(cv2.MORPH_RECT, (9, 9))
    bright = cv2.morphologyEx(gray, cv2.MORPH_TOPHAT, kernel)
    dark = cv2.morphologyEx(gray, cv2.MORPH_BLACKHAT, kernel)
    _, mask = cv2.threshold(gray, 100, 255, cv2.THRESH_BINARY)
    inside = cv2.distanceTransform(mask, cv2.DIST_L2, 5)
    return np.abs(smooth.astype(int) - image).mean() > 0, bright, dark, np.round(inside, 3), cv2.integral(gray)


INPUTS = [(picture(60, 80), 7), (picture(40, 33), 9)]
