from __future__ import annotations

import cv2
import numpy as np


def picture(height: int, width: int):
    """Smooth in one channel, busy in the others."""
    y, x = np.mgrid[:height, :width]
    return np.stack([x * 3 + y, (x * y) % 251, (x * 7) ^ (y * 5)], axis=-1).astype(np.uint8)


def program(image):
    rgb = cv2.cvtColor(image, cv2.COLOR_BGR2RGB)
    gray = cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY)
    back = cv2.cvtColor(cv2.cvtColor(image, cv2.COLOR_BGR2YCrCb), cv2.COLOR_YCrCb2BGR)
    hsv = cv2.cvtColor(image, cv2.COLOR_BGR2HSV)
    lab = cv2.cvtColor(image, cv2.COLOR_BGR2LAB)
    return gray, cv2.cvtColor(gray, cv2.COLOR_GRAY2BGR), back, hsv, lab, cv2.cvtColor(lab, cv2.COLOR_LAB2BGR)


INPUTS = [(picture(17, 23),), (picture(1, 1),)]
