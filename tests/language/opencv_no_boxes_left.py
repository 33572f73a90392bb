from __future__ import annotations

import cv2


def program(boxes: list[list[float]], scores: list[float], limit: float):
    kept = cv2.dnn.NMSBoxes(boxes, scores, limit, 0.5)
    names = [f"box {i}" for i in kept]
    return len(kept), names, kept is None


INPUTS = [
    ([[0.0, 0.0, 10.0, 10.0], [1.0, 1.0, 10.0, 10.0], [30.0, 0.0, 5.0, 5.0]], [0.9, 0.95, 0.4], 0.3),
    ([[0.0, 0.0, 10.0, 10.0]], [0.2], 0.3),
]
