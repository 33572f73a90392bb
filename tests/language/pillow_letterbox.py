from __future__ import annotations

import numpy as np
from PIL import Image


def picture(height: int, width: int, channels: int = 3):
    """Smooth in one channel, busy in the others."""
    y, x = np.mgrid[:height, :width]
    planes = np.stack([x * 3 + y, (x * y) % 251, (x * 7) ^ (y * 5), 255 - x - y], axis=-1).astype(np.uint8)
    return planes[..., :channels].copy() if channels > 1 else planes[..., 0].copy()


def program(pixels, size: int):
    image = Image.fromarray(pixels)
    ratio = min(size / image.width, size / image.height)
    new_size = (round(image.width * ratio), round(image.height * ratio))
    canvas = Image.new("RGB", (size, size), (114, 114, 114))
    canvas.paste(image.resize(new_size, Image.BICUBIC), ((size - new_size[0]) // 2, (size - new_size[1]) // 2))
    return np.array(canvas), ratio


INPUTS = [(picture(20, 33), 40), (picture(50, 30), 32)]
