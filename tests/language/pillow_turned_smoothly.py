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
    results = [
        image.rotate(30, resample=Image.Resampling.BICUBIC, expand=True),
        image.rotate(-75, resample=Image.Resampling.BILINEAR, center=(3, 4)),
    ]
    corners = (1, 0.1, 2, 0.05, 1, 3, 0.001, 0.002)
    for filter in (Image.Resampling.NEAREST, Image.Resampling.BILINEAR, Image.Resampling.BICUBIC):
        results.append(image.transform((30, 20), Image.Transform.PERSPECTIVE, corners, filter))
    return [np.asarray(one) for one in results]


INPUTS = [(picture(15, 27),), (picture(8, 9, 4),), (picture(20, 12, 1),)]
