from __future__ import annotations

import cv2
import numpy as np


def picture(height: int, width: int):
    """Smooth in one channel, busy in the others."""
    y, x = np.mgrid[:height, :width]
    return np.stack([x * 3 + y, (x * y) % 251, (x * 7) ^ (y * 5)], axis=-1).astype(np.uint8)


PALETTE = np.array([[0, 0, 0], [128, 0, 0], [0, 128, 0], [128, 128, 0]], dtype=np.uint8)


def program(image, logits, opacity: float):
    classes = logits.argmax(axis=0).astype(np.uint8)
    classes = cv2.resize(classes, (image.shape[1], image.shape[0]), interpolation=cv2.INTER_NEAREST)
    colours = PALETTE[classes]
    blended = cv2.addWeighted(image, 1 - opacity, colours, opacity, 0)
    return np.where(classes[..., None] > 0, blended, image), np.bincount(classes.ravel(), minlength=4)


LOGITS = np.sin(np.arange(4 * 6 * 8, dtype=np.float32)).reshape(4, 6, 8)
INPUTS = [(picture(24, 32), LOGITS, 0.4)]
