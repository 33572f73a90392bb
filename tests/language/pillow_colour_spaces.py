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
    hue, saturation, value = image.convert("HSV").split()
    turned = Image.merge("HSV", (hue.point(lambda level: (level + 20) % 256), saturation, value)).convert("RGB")
    luma, blue, red = image.convert("YCbCr").split()
    size = (luma.width * 2, luma.height * 2)
    planes = [plane.resize(size, Image.Resampling.BICUBIC) for plane in (luma, blue, red)]
    larger = Image.merge("YCbCr", planes)
    gray = image.convert("L").convert("YCbCr")
    results = [turned, larger.convert("RGB"), larger.convert("L"), larger.convert("HSV"), gray, gray.convert("RGBA")]
    return [np.asarray(one) for one in results], larger.mode, image.convert("HSV").getbands()


INPUTS = [(picture(15, 27),), (picture(4, 6, 4),), (picture(3, 2, 1),)]
