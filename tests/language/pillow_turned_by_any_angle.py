from __future__ import annotations

import numpy as np
from PIL import Image


def program(pixels):
    image = Image.fromarray(pixels)
    views = [
        image.rotate(17),
        image.rotate(90),
        image.rotate(-33.3, resample=Image.BILINEAR),
        image.rotate(45, expand=True, fillcolor=(9, 8, 7)),
        image.rotate(10, Image.BILINEAR, center=(3, 4), translate=(2, -1)),
        image.transform((20, 30), Image.AFFINE, (1.1, 0.2, -3, 0.1, 0.9, 4), Image.BILINEAR),
    ]
    return [np.asarray(view) for view in views]


y, x = np.mgrid[:23, :31]
INPUTS = [(np.stack([x * 8 + y, (x * y) % 251, (x * 7) ^ (y * 5)], axis=-1).astype(np.uint8),)]
