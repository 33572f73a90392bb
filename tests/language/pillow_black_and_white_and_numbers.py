from __future__ import annotations

import numpy as np
from PIL import Image


def picture(height: int, width: int, channels: int = 3):
    """Smooth in one channel, busy in the others."""
    y, x = np.mgrid[:height, :width]
    planes = np.stack([x * 3 + y, (x * y) % 251, (x * 7) ^ (y * 5), 255 - x - y], axis=-1).astype(np.uint8)
    return planes[..., :channels].copy() if channels > 1 else planes[..., 0].copy()


def program(pixels, numbers, floats):
    image = Image.fromarray(pixels)
    dithered, cut = image.convert("1"), image.convert("1", dither=Image.Dither.NONE)
    results = [dithered, cut, dithered.convert("L"), dithered.convert("I"), dithered.resize((6, 5)), cut.rotate(20)]
    whole, real = Image.fromarray(numbers), Image.fromarray(floats)
    results += [image.convert("I"), image.convert("F"), image.convert("LA").convert("F"), whole.convert("L")]
    results += [whole.convert("F"), whole.convert("RGB"), real.convert("L"), real.convert("I"), real.convert("RGBA")]
    results += [Image.new("1", (3, 2), 1), Image.new("I", (2, 2), -700)]
    return [np.asarray(one) for one in results], [dithered.mode, whole.mode, real.mode, dithered.getpixel((0, 0))]


NUMBERS = np.arange(-300, 600, 15).astype(np.int32).reshape(6, 10)
INPUTS = [
    (picture(15, 27), NUMBERS, NUMBERS.astype(np.float32) / 7),
    (picture(4, 6, 1), NUMBERS, NUMBERS.astype(np.float32)),
]
