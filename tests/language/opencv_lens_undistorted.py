from __future__ import annotations

import cv2
import numpy as np


def picture(height: int, width: int):
    """A few shapes with soft edges, in colour."""
    y, x = np.mgrid[:height, :width]
    planes = np.stack([np.hypot(x - 20, y - 15) * 6, 128 + 100 * np.sin(x / 7), (x // 9 + y // 7) % 2 * 160], axis=-1)
    return np.clip(planes, 0, 255).astype(np.uint8)


CAMERA = np.array([[90.0, 0, 40], [0, 95, 30], [0, 0, 1]])
LENS = np.array([0.1, -0.2, 0.001, 0.002, 0.05])


def program(image, turn):
    x, y = cv2.initUndistortRectifyMap(CAMERA, LENS, None, CAMERA, (80, 60), cv2.CV_32FC1)
    straight = cv2.remap(image, x, y, cv2.INTER_LINEAR)
    whole = cv2.remap(image, np.dstack([x, y]), None, cv2.INTER_NEAREST, borderMode=cv2.BORDER_REPLICATE)
    matrix, _ = cv2.Rodrigues(turn)
    again, _ = cv2.Rodrigues(matrix)
    corners = np.array([[0, 0, 5], [1, 0, 5], [1, 1, 6], [0, 1, 6]], dtype=np.float64)
    seen, _ = cv2.projectPoints(corners, turn, np.array([0.1, 0.0, 1.0]), CAMERA, LENS)
    flat = cv2.undistortPoints(seen, CAMERA, LENS)
    return straight, whole, np.round(matrix, 6), np.round(again, 6), np.round(seen, 3), np.round(flat, 5)


INPUTS = [(picture(60, 80), np.array([0.1, 0.2, -0.3])), (picture(60, 80), np.array([[1.0], [0.5], [0.25]]))]
