from __future__ import annotations

import cv2
import numpy as np


def picture(height: int, width: int):
    """A few shapes with soft edges, in colour."""
    y, x = np.mgrid[:height, :width]
    planes = np.stack([np.hypot(x - 20, y - 15) * 6, 128 + 100 * np.sin(x / 7), (x // 9 + y // 7) % 2 * 160], axis=-1)
    return np.clip(planes, 0, 255).astype(np.uint8)


EQUALIZER = cv2.createCLAHE(clipLimit=3.0, tileGridSize=(4, 4))


def program(image, limit: float):
    lab = cv2.cvtColor(image, cv2.COLOR_BGR2LAB)
    light, a, b = cv2.split(lab)
    colored = cv2.cvtColor(cv2.merge((EQUALIZER.apply(light), a, b)), cv2.COLOR_LAB2BGR)
    own = cv2.createCLAHE(tileGridSize=(3, 5))
    own.setClipLimit(limit)
    return colored, own.apply(light), own.getClipLimit(), own.getTilesGridSize()


INPUTS = [(picture(60, 80), 2.0), (picture(64, 64), 0.5)]
