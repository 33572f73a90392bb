from __future__ import annotations

import cv2
import numpy as np


def padded(mask, mode: str):
    options = {"mode": mode}
    if mode == "constant":
        options["constant_values"] = 7
    return np.pad(mask, ((1, 2), (0, 1)), **options)


def resized(image, smooth: bool):
    options = {"dsize": (5, 4)}
    if smooth:
        options["interpolation"] = cv2.INTER_AREA
    return cv2.resize(image, **options)


def program(mask, image, mode: str, smooth: bool):
    return padded(mask, mode), resized(image, smooth)


MASK = np.arange(6, dtype=np.uint8).reshape(2, 3)
IMAGE = np.arange(120, dtype=np.uint8).reshape(8, 15)
INPUTS = [(MASK, IMAGE, "constant", True), (MASK, IMAGE, "edge", False), (MASK, IMAGE, "reflect", True)]
