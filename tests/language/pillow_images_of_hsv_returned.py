"""Images of HSV and YCbCr leave a program, beside others and from one path only."""

from __future__ import annotations

import numpy as np
from PIL import Image


def picture(height: int, width: int):
    y, x = np.mgrid[:height, :width]
    return Image.fromarray(np.stack([x * 3 + y, (x * y) % 251, (x * 7) ^ (y * 5)], axis=-1).astype(np.uint8))


def described(image):
    return image.mode, image.size, np.asarray(image).tolist()


def program(image, turns: bool):
    colours = image.convert("HSV")
    hue, saturation, value = colours.split()
    shown = Image.merge("HSV", (hue, value, saturation)).convert("RGB")
    kept = image.convert("YCbCr") if turns else image.rotate(90, expand=True)
    images = [colours, kept, shown, kept.convert("L"), kept.resize((5, 4))]
    return images[0], images[1], [described(one.crop((0, 0, 3, 2))) for one in images]


INPUTS = [(picture(9, 13), True), (picture(8, 5), False)]
