from __future__ import annotations

import numpy as np
from PIL import Image


def picture(height: int, width: int, channels: int = 3):
    """Smooth in one channel, busy in the others."""
    y, x = np.mgrid[:height, :width]
    planes = np.stack([x * 3 + y, (x * y) % 251, (x * 7) ^ (y * 5), 255 - x - y], axis=-1).astype(np.uint8)
    return planes[..., :channels].copy() if channels > 1 else planes[..., 0].copy()


def program(pixels, mask, right: int):
    image = Image.fromarray(pixels).convert("RGB")
    try:
        image.paste(image.copy(), (0, 0, right, 4))
        image.paste(image.copy(), (0, 0), Image.fromarray(mask))
    except ValueError as error:
        return str(error)
    return np.asarray(image)


INPUTS = [
    (picture(4, 6), picture(4, 6, 1), 6),
    (picture(4, 6), picture(4, 6, 1), 5),
    (picture(4, 6), picture(5, 6, 1), 6),
]
