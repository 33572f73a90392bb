"""OpenCV's functions of rectangles that are turned: what two share, and which of many boxes are kept.

cv2.rotatedRectangleIntersection(((2, 2), (4, 2), 30), ((3, 2), (4, 2), 0))      # (1, the corners of what both cover)
cv2.dnn.NMSBoxesRotated(boxes, scores, 0.3, 0.5)                                 # the places of those that are kept
"""

from __future__ import annotations

from typing import Any

import numpy as np


def _numbers(rectangle: Any) -> list[float]:
    (x, y), (width, height), angle = rectangle
    return [float(x), float(y), float(width), float(height), float(angle)]


def meeting(first: list[float], second: list[float]) -> Any:
    """How two rectangles lie, and the corners of what both cover."""
    raise NotImplementedError("a rule stands for this")


def suppressed(boxes: Any, scores: Any, score_threshold: Any, nms_threshold: Any, eta: Any, top_k: Any) -> Any:
    """The places of the rectangles [n, 5] that are kept."""
    raise NotImplementedError("a rule stands for this")


def shared(rect1: Any, rect2: Any) -> Any:
    """How two rectangles lie, and the corners of what both cover: none where they don't meet."""
    return meeting(_numbers(rect1), _numbers(rect2))


def nms_rotated(
    bboxes: Any, scores: Any, score_threshold: Any, nms_threshold: Any, eta: Any = 1.0, top_k: Any = 0
) -> Any:
    """``cv2.dnn.NMSBoxesRotated``: from the best on, what no kept one covers too much of."""
    boxes = np.array([_numbers(box) for box in bboxes]).reshape(-1, 5)
    values = np.asarray(scores).astype(np.float32).reshape(-1)
    return suppressed(boxes, values, score_threshold, nms_threshold, eta, top_k)
