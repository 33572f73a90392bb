from __future__ import annotations

import cv2
import numpy as np


def picture(height: int, width: int):
    """Smooth in one channel, busy in the others."""
    y, x = np.mgrid[:height, :width]
    return np.stack([x * 3 + y, (x * y) % 251, (x * 7) ^ (y * 5)], axis=-1).astype(np.uint8)


def program(image, landmarks):
    """Three points of a face to where a recognition model wants them."""
    wanted = np.array([[10.0, 12.0], [22.0, 12.0], [16.0, 24.0]], dtype=np.float32)
    matrix = cv2.getAffineTransform(landmarks.astype(np.float32), wanted)
    face = cv2.warpAffine(image, matrix, (32, 32), borderMode=cv2.BORDER_REPLICATE)
    return np.round(matrix, 6), face.shape, cv2.flip(face, 1).shape


INPUTS = [(picture(60, 50), np.array([[15, 20], [33, 22], [23, 40]]))]
