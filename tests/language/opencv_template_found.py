from __future__ import annotations

import cv2
import numpy as np


def picture(height: int, width: int):
    """A few shapes with soft edges, in colour."""
    y, x = np.mgrid[:height, :width]
    planes = np.stack([np.hypot(x - 20, y - 15) * 6, 128 + 100 * np.sin(x / 7), (x // 9 + y // 7) % 2 * 160], axis=-1)
    return np.clip(planes, 0, 255).astype(np.uint8)


def program(image, top: int, left: int):
    template = image[top : top + 11, left : left + 14]
    found = cv2.matchTemplate(image, template, cv2.TM_CCOEFF_NORMED)
    _, best, _, place = cv2.minMaxLoc(found)
    apart = cv2.matchTemplate(image, template, cv2.TM_SQDIFF)
    _, _, nearest, _ = cv2.minMaxLoc(apart)
    return found.shape, round(best, 4), place, nearest


INPUTS = [(picture(60, 80), 10, 20), (picture(40, 33), 25, 3)]
