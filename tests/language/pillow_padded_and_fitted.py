from __future__ import annotations

import numpy as np
from PIL import Image, ImageOps


def picture(height: int, width: int, channels: int = 3):
    """Smooth in one channel, busy in the others."""
    y, x = np.mgrid[:height, :width]
    planes = np.stack([x * 3 + y, (x * y) % 251, (x * 7) ^ (y * 5), 255 - x - y], axis=-1).astype(np.uint8)
    return planes[..., :channels].copy() if channels > 1 else planes[..., 0].copy()


def program(pixels):
    image = Image.fromarray(pixels)
    padded = ImageOps.pad(image, (30, 30), color=(1, 2, 3))
    return (
        np.asarray(padded),
        np.asarray(ImageOps.fit(image, (17, 21))),
        np.asarray(ImageOps.expand(image, border=2, fill=(9, 8, 7))),
        np.asarray(ImageOps.contain(image, (16, 16))),
    )


INPUTS = [(picture(18, 26),), (picture(26, 26),)]
