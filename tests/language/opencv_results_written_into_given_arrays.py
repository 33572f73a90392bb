from __future__ import annotations

import cv2
import numpy as np


def normalize_in_place(image, mean, std):
    cv2.cvtColor(image, cv2.COLOR_BGR2RGB, image)
    cv2.subtract(image, np.float64(mean.reshape(1, -1)), image)
    cv2.multiply(image, 1 / np.float64(std.reshape(1, -1)), image)
    return image


def program(image, mask, other):
    floats = image.astype(np.float32)
    normalized = normalize_in_place(floats, np.array([123.7, 116.3, 103.5]), np.array([58.4, 57.1, 57.4]))
    shown = image.copy()
    cv2.addWeighted(image[::-1].copy(), 0.4, shown, 0.6, 0, shown)
    level, kept = cv2.threshold(other, 100, 255, cv2.THRESH_BINARY, other)
    flat = np.zeros(image.shape[:2], np.uint8)
    gray = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY, dst=flat)
    too_small = np.zeros((1, 1), np.uint8)
    apart = cv2.convertScaleAbs(image, too_small, 1.5, 2)
    hidden = cv2.add(image, image, shown, mask)
    options = {"dst": flat} if len(mask) > 2 else {}
    return (
        normalized is floats, normalized, shown, level, kept is other, other, gray is flat, cv2.min(gray, other, **options),
        flat, apart, too_small, hidden is shown, cv2.bitwise_and(image, shown, None, mask),
    )  # fmt: skip


RANDOM = np.random.RandomState(0)
IMAGE = RANDOM.randint(0, 256, (5, 7, 3)).astype(np.uint8)
INPUTS = [
    (IMAGE, IMAGE[..., 1] // 128, IMAGE[..., 2].copy()),
    (IMAGE[:2], IMAGE[:2, :, 1] // 128, IMAGE[:2, :, 2].copy()),
]
