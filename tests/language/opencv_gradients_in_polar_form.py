from __future__ import annotations

import cv2
import numpy as np


def picture(height: int, width: int):
    """A few shapes with soft edges, in colour."""
    y, x = np.mgrid[:height, :width]
    planes = np.stack([np.hypot(x - 20, y - 15) * 6, 128 + 100 * np.sin(x / 7), (x // 9 + y // 7) % 2 * 160], axis=-1)
    return np.clip(planes, 0, 255).astype(np.uint8)


def program(image):
    gray = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)
    dx, dy = cv2.Sobel(gray, cv2.CV_32F, 1, 0), cv2.Sobel(gray, cv2.CV_32F, 0, 1)
    size, angle = cv2.cartToPolar(dx, dy, angleInDegrees=True)
    x, y = cv2.polarToCart(size, angle, angleInDegrees=True)
    histogram = np.histogram(angle, bins=9, range=(0, 360), weights=size)[0]
    apart = float(np.abs(x - dx).max() + np.abs(y - dy).max())
    return np.round(histogram / 100), np.round(cv2.phase(dx, dy), 3), apart < 0.5


INPUTS = [(picture(60, 80),), (picture(12, 9),)]
