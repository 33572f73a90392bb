"""Image.rotate and transform by a filter that only the running program knows: one of several, drawn or given."""

import random

import numpy as np
from PIL import Image

FILTERS = (Image.Resampling.BILINEAR, Image.Resampling.BICUBIC)


def program(pixels: np.ndarray, filter: int, seed: int):
    image = Image.fromarray(pixels)
    random.seed(seed)
    turned = image.rotate(20, resample=filter)
    drawn = image.rotate(-10, resample=random.choice(FILTERS), fillcolor=(9, 8, 7))
    moved = image.transform(
        image.size, Image.Transform.AFFINE, (1, 0.2, -1, 0, 1, 0.5), resample=random.choice(FILTERS)
    )
    return np.asarray(turned), np.asarray(drawn), np.asarray(moved)


PIXELS = np.random.default_rng(0).integers(0, 256, (12, 15, 3), dtype=np.uint8)
INPUTS = [(PIXELS, 0, 1), (PIXELS, 2, 2), (PIXELS, 3, 5)]
