from __future__ import annotations

import cv2
import numpy as np


def picture(height: int, width: int):
    """A few shapes with soft edges, in colour."""
    y, x = np.mgrid[:height, :width]
    planes = np.stack([np.hypot(x - 20, y - 15) * 6, 128 + 100 * np.sin(x / 7), (x // 9 + y // 7) % 2 * 160], axis=-1)
    return np.clip(planes, 0, 255).astype(np.uint8)


def program(image, found, wanted):
    matrix, inliers = cv2.estimateAffinePartial2D(found, wanted, method=cv2.LMEDS)
    general, _ = cv2.estimateAffine2D(found, wanted)
    aligned = cv2.warpAffine(image, matrix, (48, 48))
    return np.round(matrix, 4), inliers, np.round(general, 4), aligned.shape


FOUND = np.array([[30, 20], [52, 21], [41, 33], [33, 44], [50, 45]], dtype=np.float32)
WANTED = np.array([[15, 18], [33, 18], [24, 28], [17, 37], [31, 37]], dtype=np.float32)
INPUTS = [(picture(60, 80), FOUND, WANTED), (picture(60, 80), FOUND, WANTED[::-1].copy())]
