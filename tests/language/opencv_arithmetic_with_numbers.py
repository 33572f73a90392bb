from __future__ import annotations

import cv2
import numpy as np


def program(image, floats):
    with_numbers = (
        cv2.add(image, 10), cv2.add(image, (1.5, 2.5, 3.4, 0)), cv2.subtract(150, image), cv2.absdiff(image, (110, 120, 130)),
        cv2.multiply(image, 1.5), cv2.multiply(image, (1.5, 2.0, 0.5, 1), scale=0.5), cv2.divide(image, 3),
        cv2.divide(200.0, image), cv2.add(image[..., 0].copy(), 250),
    )  # fmt: skip
    of_floats = (
        cv2.subtract(floats, np.array([[0.1, 0.2, 0.3]])), cv2.multiply(floats, 2.5), cv2.divide(floats, np.array([3.0])),
        cv2.subtract(1, floats.astype(np.float64)),
    )  # fmt: skip
    in_other_depths = (
        cv2.subtract(image, image[::-1].copy(), dtype=cv2.CV_16S), cv2.add(image, image, dtype=cv2.CV_32F),
        cv2.multiply(image, floats, dtype=cv2.CV_32F), cv2.divide(image, image + 1, scale=7, dtype=cv2.CV_32F),
    )  # fmt: skip
    return with_numbers, of_floats, in_other_depths


RANDOM = np.random.RandomState(0)
IMAGE = RANDOM.randint(0, 256, (6, 5, 3)).astype(np.uint8)
INPUTS = [(IMAGE, RANDOM.rand(6, 5, 3).astype(np.float32))]
