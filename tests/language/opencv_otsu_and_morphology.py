from __future__ import annotations

import cv2
import numpy as np


def picture(height: int, width: int):
    """Smooth in one channel, busy in the others."""
    y, x = np.mgrid[:height, :width]
    return np.stack([x * 3 + y, (x * y) % 251, (x * 7) ^ (y * 5)], axis=-1).astype(np.uint8)


def program(image):
    gray = cv2.GaussianBlur(cv2.cvtColor(image, cv2.COLOR_BGR2GRAY), (5, 5), 0)
    level, mask = cv2.threshold(gray, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (3, 3))
    opened = cv2.morphologyEx(mask, cv2.MORPH_OPEN, kernel)
    grown = cv2.dilate(opened, np.ones((3, 3), np.uint8), iterations=2)
    return level, mask, opened, grown, cv2.erode(mask, kernel), int((grown > 0).sum())


INPUTS = [(picture(40, 50),)]
