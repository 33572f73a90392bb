from __future__ import annotations

import numpy as np
from PIL import Image, ImageFilter


def picture(height: int, width: int, channels: int = 3):
    """Smooth in one channel, busy in the others."""
    y, x = np.mgrid[:height, :width]
    planes = np.stack([x * 3 + y, (x * y) % 251, (x * 7) ^ (y * 5), 255 - x - y], axis=-1).astype(np.uint8)
    return planes[..., :channels].copy() if channels > 1 else planes[..., 0].copy()


def program(pixels, mask, overlay, x: int, y: int):
    image, alpha, logo = Image.fromarray(pixels), Image.fromarray(mask), Image.fromarray(overlay)
    stamped = image.convert("RGB")
    stamped.paste(logo, (x, y), logo)
    white = Image.new("RGBA", logo.size, "WHITE")
    white.paste(logo, (0, 0), logo)
    over = Image.alpha_composite(Image.new("RGBA", logo.size, (10, 200, 30)), logo)
    over.alpha_composite(logo.resize((3, 2)), (1, 1))
    colored = image.copy()
    colored.paste((255, 0, 0), (2, 3, 6, 5))
    colored.paste((0, 90, 255), mask=alpha)
    colored.paste((1, 2, 3), (0, 0), alpha.convert("1"))
    background = Image.composite(image, image.filter(ImageFilter.GaussianBlur(3)), alpha)
    mixed = image.copy()
    mixed.paste(logo.convert("L"), (x, y))
    return [np.asarray(one) for one in (stamped, white, over, colored, background, mixed)]


INPUTS = [
    (picture(15, 27), picture(15, 27, 1), picture(6, 5, 4), 3, 4),
    (picture(9, 8), picture(9, 8, 1) // 128 * 255, picture(20, 4, 4), -2, -3),
    (picture(9, 8), picture(9, 8, 1), picture(3, 4, 4), 50, 3),
]
