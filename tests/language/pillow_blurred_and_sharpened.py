from __future__ import annotations

import numpy as np
from PIL import Image, ImageEnhance, ImageFilter


def picture(height: int, width: int, channels: int = 3):
    """Smooth in one channel, busy in the others."""
    y, x = np.mgrid[:height, :width]
    planes = np.stack([x * 3 + y, (x * y) % 251, (x * 7) ^ (y * 5), 255 - x - y], axis=-1).astype(np.uint8)
    return planes[..., :channels].copy() if channels > 1 else planes[..., 0].copy()


def program(pixels, radius: float):
    image = Image.fromarray(pixels)
    filters = [
        ImageFilter.GaussianBlur(2),
        ImageFilter.GaussianBlur(radius=radius),
        ImageFilter.BoxBlur((1, radius)),
        ImageFilter.UnsharpMask(radius=2, percent=150, threshold=3),
        ImageFilter.SHARPEN,
        ImageFilter.FIND_EDGES,
        ImageFilter.Kernel((3, 3), [0, -1, 0, -1, 5, -1, 0, -1, 0]),
        ImageFilter.MedianFilter(size=5),
        ImageFilter.MinFilter(3),
        ImageFilter.MaxFilter(5),
    ]
    sharper = ImageEnhance.Sharpness(image).enhance(2.0)
    return [np.asarray(image.filter(f)) for f in filters], np.asarray(sharper)


INPUTS = [(picture(31, 45), 1.7), (picture(8, 9, 4), 0.4), (picture(2, 12, 1), 30.0)]
