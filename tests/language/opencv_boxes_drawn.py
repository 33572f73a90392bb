from __future__ import annotations

import cv2
import numpy as np


def picture(height: int, width: int):
    """Smooth in one channel, busy in the others."""
    y, x = np.mgrid[:height, :width]
    return np.stack([x * 3 + y, (x * y) % 251, (x * 7) ^ (y * 5)], axis=-1).astype(np.uint8)


def program(image, boxes, scores):
    canvas = image.copy()
    for (x1, y1, x2, y2), score in zip(boxes, scores):
        if score < 0.5:
            continue
        colour = (0, 255, 0) if score > 0.8 else (0, 0, 255)
        cv2.rectangle(canvas, (int(x1), int(y1)), (int(x2), int(y2)), colour, 2)
        cv2.rectangle(canvas, (int(x1), int(y1) - 4), (int(x1) + 12, int(y1)), colour, -1)
    cv2.rectangle(canvas, (0, 0), (canvas.shape[1] - 1, canvas.shape[0] - 1), (255, 255, 255))
    return canvas, image


BOXES = np.array([[5.2, 6.7, 20.1, 18.9], [10.0, 4.0, 60.0, 39.0], [1.0, 1.0, 3.0, 3.0], [25.0, 20.0, 90.0, 99.0]])
INPUTS = [(picture(40, 50), BOXES, np.array([0.9, 0.6, 0.1, 0.85]))]
