from __future__ import annotations

import numpy as np
from PIL import Image


def picture(height: int, width: int, channels: int = 3):
    """Smooth in one channel, busy in the others."""
    y, x = np.mgrid[:height, :width]
    planes = np.stack([x * 3 + y, (x * y) % 251, (x * 7) ^ (y * 5), 255 - x - y], axis=-1).astype(np.uint8)
    return planes[..., :channels].copy() if channels > 1 else planes[..., 0].copy()


def program(pixels):
    try:
        image = Image.fromarray(pixels)
    except TypeError:
        return "not an image", 0
    return image.mode, image.size[0]


INPUTS = [(picture(3, 4),), (np.zeros((3, 3, 5), np.uint8),), (np.zeros((2, 2, 1), np.uint8),)]
