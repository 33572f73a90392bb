from __future__ import annotations

import numpy as np
from PIL import Image, ImageChops, ImageOps


def picture(height: int, width: int, channels: int = 3):
    """Smooth in one channel, busy in the others."""
    y, x = np.mgrid[:height, :width]
    planes = np.stack([x * 3 + y, (x * y) % 251, (x * 7) ^ (y * 5), 255 - x - y], axis=-1).astype(np.uint8)
    return planes[..., :channels].copy() if channels > 1 else planes[..., 0].copy()


def program(pixels, other):
    first, second = Image.fromarray(pixels), ImageOps.mirror(Image.fromarray(other))
    results = [
        ImageChops.difference(first, second), ImageChops.add(first, second, scale=1.5, offset=3),
        ImageChops.subtract(first, second), ImageChops.multiply(first, second), ImageChops.screen(first, second),
        ImageChops.overlay(first, second), ImageChops.hard_light(first, second), ImageChops.soft_light(first, second),
        ImageChops.lighter(first, second), ImageChops.darker(first, second), ImageChops.add_modulo(first, second),
        ImageChops.subtract_modulo(first, second), ImageChops.invert(first), ImageChops.offset(first, 2, 3),
    ]  # fmt: skip
    return [np.asarray(one) for one in results]


INPUTS = [
    (picture(15, 27), picture(20, 22)),
    (picture(4, 6, 1), picture(4, 6, 1)),
    (picture(4, 6, 4), picture(4, 6, 4)),
]
