from __future__ import annotations

import numpy as np
from PIL import Image


def picture(height: int, width: int, channels: int = 3):
    """Smooth in one channel, busy in the others."""
    y, x = np.mgrid[:height, :width]
    planes = np.stack([x * 3 + y, (x * y) % 251, (x * 7) ^ (y * 5), 255 - x - y], axis=-1).astype(np.uint8)
    return planes[..., :channels].copy() if channels > 1 else planes[..., 0].copy()


def program(pixels):
    image = Image.fromarray(pixels)
    gray, colour, alpha = image.convert("L"), image.convert("RGB"), image.convert("RGBA")
    return image.mode, [np.asarray(one) for one in (gray, colour, alpha)], len(alpha.getbands()), gray.width


INPUTS = [(picture(5, 7),), (picture(4, 6, 4),), (picture(3, 2, 1),), (np.zeros((2, 2, 5), np.uint8)[..., :2].copy(),)]
