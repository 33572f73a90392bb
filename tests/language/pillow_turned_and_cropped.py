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
    turned = [image.transpose(m) for m in (Image.Transpose.FLIP_LEFT_RIGHT, Image.Transpose.ROTATE_90)]
    turned += [image.rotate(90, expand=True), image.rotate(180), image.transpose(Image.Transpose.TRANSVERSE)]
    turned += [image.crop((2, 1, 6.4, 4)), image.crop((-3, -2, 12, 9)), ImageOps.mirror(image), image.copy()]
    return [np.asarray(one) for one in turned], [one.size for one in turned]


INPUTS = [(picture(6, 9),), (picture(7, 4, 1),)]
