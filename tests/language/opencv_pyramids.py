"""Down and up again, of odd sizes and of one row: what is lost is kept, as when images are blended by pyramids."""

from __future__ import annotations

import cv2
import numpy as np


def picture(height: int, width: int, channels: int):
    y, x, c = np.mgrid[:height, :width, :channels]
    return ((x * 37 + y * 101 + c * 59) ^ (x * y)).astype(np.uint8)


def program(image):
    levels = [image]
    for _ in range(2):
        levels.append(cv2.pyrDown(levels[-1]))
    lost = []
    for fine, coarse in zip(levels[:-1], levels[1:]):
        height, width = fine.shape[:2]
        lost.append(cv2.subtract(fine, cv2.pyrUp(coarse)[:height, :width]))
    deep = cv2.pyrDown(image.astype(np.uint16) * 257)
    edges = cv2.Sobel(image, cv2.CV_16S, 1, 1, ksize=5)
    return levels[2], lost[0], lost[1], deep, edges


INPUTS = [(picture(45, 70, 3),), (picture(7, 5, 3),), (picture(1, 9, 3),), (picture(70, 3, 3),)]
