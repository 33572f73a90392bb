"""Boxes that are turned: what two of them share, and which are kept where they cover each other."""

import cv2
import numpy as np


def overlap(a, b):
    how, corners = cv2.rotatedRectangleIntersection(a, b)
    if corners is None:
        return how, 0.0
    return how, round(cv2.contourArea(cv2.convexHull(corners, returnPoints=True)), 3)


def program(boxes: np.ndarray, scores: np.ndarray, threshold: float):
    turned = [((x, y), (w, h), angle) for x, y, w, h, angle in boxes]
    kept = cv2.dnn.NMSBoxesRotated(turned, scores, threshold, 0.3)
    corners = np.array([cv2.boxPoints(turned[i]) for i in kept], dtype=np.float32)
    return kept, corners, [overlap(turned[0], other) for other in turned]


BOXES = np.array([[10, 10, 8, 4, 30], [11, 10, 8, 4, 40], [10, 10, 3, 2, 30], [18, 12, 6, 6, -20], [40, 9, 5, 5, 90.0]])
INPUTS = [
    (BOXES, np.array([0.9, 0.8, 0.7, 0.6, 0.5], np.float32), 0.3),
    (BOXES[::-1].copy(), np.array([0.2, 0.3, 0.7, 0.6, 0.5], np.float32), 0.25),
    (BOXES, np.array([0.1, 0.1, 0.1, 0.1, 0.2], np.float32), 0.3),
]
