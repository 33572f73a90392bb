from __future__ import annotations

import cv2
import numpy as np


def picture(height: int, width: int):
    """Smooth in one channel, busy in the others."""
    y, x = np.mgrid[:height, :width]
    return np.stack([x * 3 + y, (x * y) % 251, (x * 7) ^ (y * 5)], axis=-1).astype(np.uint8)


def program(image):
    views = [cv2.flip(image, code) for code in (0, 1, -1)]
    turned = cv2.rotate(image, cv2.ROTATE_90_CLOCKWISE)
    views.append(turned)
    views.append(cv2.rotate(turned, cv2.ROTATE_90_COUNTERCLOCKWISE))
    views.append(cv2.rotate(image, cv2.ROTATE_180))
    views.append(cv2.transpose(image))
    views[0][0] = 7
    return views, image


INPUTS = [(picture(5, 8),), (picture(4, 4)[..., 1].copy(),)]
