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
    red, green, blue = image.convert("RGB").split()
    swapped = Image.merge("RGB", (blue, green, red))
    image.putalpha(128)
    see_through = image.convert("RGBA")
    see_through.putalpha(green)
    alone = image.convert("L").split()
    alpha = see_through.split()[3]
    return np.asarray(swapped), np.asarray(see_through), np.asarray(alpha), len(alone), image.mode, swapped.getbands()


INPUTS = [(picture(5, 7),), (picture(4, 6, 4),), (picture(3, 2, 1),)]
