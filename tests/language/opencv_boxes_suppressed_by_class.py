from __future__ import annotations

import cv2
import numpy as np


def picture(height: int, width: int):
    """A few shapes with soft edges, in colour."""
    y, x = np.mgrid[:height, :width]
    planes = np.stack([np.hypot(x - 20, y - 15) * 6, 128 + 100 * np.sin(x / 7), (x // 9 + y // 7) % 2 * 160], axis=-1)
    return np.clip(planes, 0, 255).astype(np.uint8)


def program(boxes, scores, classes):
    kept = cv2.dnn.NMSBoxesBatched(boxes.tolist(), scores.tolist(), classes.tolist(), 0.2, 0.4)
    updated, order = cv2.dnn.softNMSBoxes(boxes.tolist(), scores.tolist(), 0.2, 0.4)
    return [int(i) for i in kept], [int(i) for i in order], [round(float(s), 4) for s in updated]


BOXES = np.array([[0, 0, 20, 20], [2, 2, 20, 20], [3, 1, 19, 21], [50, 50, 10, 10], [51, 50, 10, 10]])
SCORES = np.array([0.9, 0.8, 0.3, 0.6, 0.7])
INPUTS = [(BOXES, SCORES, np.array([0, 0, 1, 1, 1])), (BOXES, SCORES * 0.1, np.array([0, 1, 2, 3, 4]))]
