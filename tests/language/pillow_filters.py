from __future__ import annotations

import numpy as np
from PIL import Image


def picture(height: int, width: int, channels: int = 3):
    """Smooth in one channel, busy in the others."""
    y, x = np.mgrid[:height, :width]
    planes = np.stack([x * 3 + y, (x * y) % 251, (x * 7) ^ (y * 5), 255 - x - y], axis=-1).astype(np.uint8)
    return planes[..., :channels].copy() if channels > 1 else planes[..., 0].copy()


def program(pixels, width: int, height: int):
    image = Image.fromarray(pixels)
    filters = [Image.NEAREST, Image.BOX, Image.BILINEAR, Image.HAMMING, Image.BICUBIC, Image.LANCZOS]
    return [np.asarray(image.resize((width, height), f)) for f in filters] + [np.array(image.resize((9, 9)))]


INPUTS = [(picture(31, 45), 20, 16), (picture(8, 9, 4), 30, 31), (picture(20, 12, 1), 10, 40)]
