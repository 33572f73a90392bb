"""Images of one channel and of three, padded and turned alike by numbers that only the input tells."""

import numpy as np
from PIL import Image, ImageOps


def padded(image, border: tuple[int, int]):
    bands = len(image.getbands())
    fill = 0
    if bands > 1:
        fill = tuple([fill] * bands)
    return ImageOps.expand(image, border=border, fill=fill)


def program(image, mask, padding: int, angle: float, flips: bool):
    method = Image.Transpose.FLIP_LEFT_RIGHT if flips else Image.Transpose.ROTATE_90
    pairs = [padded(each, (padding, 1)) for each in (image, mask)], [each.rotate(angle) for each in (image, mask)]
    return pairs, image.rotate(angle, expand=True), mask.transpose(method)


IMAGE = Image.fromarray(np.arange(126, dtype=np.uint8).reshape(6, 7, 3))
MASK = Image.fromarray(np.arange(42, dtype=np.uint8).reshape(6, 7))
INPUTS = [(IMAGE, MASK, 2, 10.0, True), (IMAGE, MASK, 0, 90.0, False), (IMAGE, MASK, 3, 180.0, True)]
