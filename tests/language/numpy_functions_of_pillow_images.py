from __future__ import annotations

import numpy as np
from PIL import Image


def as_rgb(image):
    if len(np.shape(image)) == 3 and np.shape(image)[2] == 3:
        return image
    return image.convert("RGB")


def program(image: Image.Image):
    pixels = np.array(as_rgb(image), dtype="float32")
    return (
        pixels, np.ndim(image), np.mean(image), np.transpose(image).shape, np.float32(image).sum(), np.max(image),
        np.ascontiguousarray(image).shape, np.expand_dims(image, 0).shape, np.clip(image, 10, 20), np.uint8(image),
    )  # fmt: skip


RANDOM = np.random.RandomState(0)
INPUTS = [
    (Image.fromarray(RANDOM.randint(0, 256, (4, 5, 3)).astype(np.uint8)),),
    (Image.fromarray(RANDOM.randint(0, 256, (4, 5)).astype(np.uint8)),),
]
