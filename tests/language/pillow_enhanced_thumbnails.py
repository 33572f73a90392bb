from __future__ import annotations

import numpy as np
from PIL import Image, ImageEnhance


def program(pixels, light: float):
    image = Image.fromarray(pixels)
    image.thumbnail((40, 24))
    brighter = ImageEnhance.Brightness(image).enhance(light)
    flatter = ImageEnhance.Contrast(image).enhance(0.6)
    paler = ImageEnhance.Color(image).enhance(0.5)
    inverted = image.point(lambda level: 255 - level)
    mixed = Image.blend(brighter, inverted, 0.3)
    arrays = [np.asarray(each) for each in (brighter, flatter, paler, inverted, mixed)]
    return image.size, arrays, np.asarray(image.getchannel("G")), image.histogram()[:256]


y, x = np.mgrid[:150, :331]
INPUTS = [
    (np.stack([x * 3 + y, (x * y) % 251, (x * 7) ^ (y * 5)], axis=-1).astype(np.uint8), 1.4),
    (np.full((9, 8, 3), 100, np.uint8), 0.5),
]
