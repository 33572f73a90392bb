"""OpenCV's functions of rectangles that are turned: what two share, and which of many boxes are kept.

cv2.rotatedRectangleIntersection(((2, 2), (4, 2), 30), ((3, 2), (4, 2), 0))      # (1, the corners of what both cover)
cv2.dnn.NMSBoxesRotated(boxes, scores, 0.3, 0.5)                                 # the places of those that are kept
"""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np

NOT_AT_ALL, IN_PART, WHOLLY = cv2.INTERSECT_NONE, cv2.INTERSECT_PARTIAL, cv2.INTERSECT_FULL
PARALLEL = 1e-12  # two directions whose cross product is less
CORNERS = 8  # that what two rectangles share may have


def _moved(rectangle: Any, by: Any) -> Any:
    (x, y), size, angle = rectangle
    return ((np.float32(x) - by[0], np.float32(y) - by[1]), size, angle)


def _crossings(a: Any, b: Any, along_a: Any, along_b: Any) -> Any:
    """Where sides of one meet sides of the other."""
    found = []
    for i in range(4):
        for j in range(4):
            x, y = b[j, 0] - a[i, 0], b[j, 1] - a[i, 1]
            (ax, ay), (bx, by) = along_a[i], along_b[j]
            across = bx * ay - ax * by
            if abs(across) < PARALLEL:
                continue
            s = (bx * y - by * x) / across
            t = (ax * y - ay * x) / across
            if 0 <= s <= 1 and 0 <= t <= 1:
                found.append((a[i, 0] + ax * s, a[i, 1] + ay * s))
    return found


def _inside(points: Any, corners: Any, along: Any) -> Any:
    """The points that lie on the same side of all four sides."""
    found = []
    for x, y in points:
        left = 0
        for j in range(4):
            a, b = -along[j, 1], along[j, 0]
            c = -(a * corners[j, 0] + b * corners[j, 1])
            if a * x + b * y + c >= 0:
                left += 1
        if left in (0, 4):
            found.append((x, y))
    return found


def _far_from(point: Any, other: Any) -> Any:
    x, y = other[0] - point[0], other[1] - point[1]
    return x * x + y * y


def _apart(points: Any, least: Any) -> Any:
    """Without those that lie where another does: the last one comes into the place of each."""
    held = list(points)
    i = 0
    while i < len(held):
        j = i + 1
        while j < len(held):
            if _far_from(held[i], held[j]) <= least:
                held[j] = held[-1]
                held.pop()
            else:
                j += 1
        i += 1
    while len(held) > CORNERS:
        held = _without_the_nearest(held)
    return held


def _without_the_nearest(held: Any) -> Any:
    best, place = _far_from(held[0], held[1]), 1
    for i in range(len(held)):
        for j in range(i + 1, len(held)):
            if _far_from(held[i], held[j]) < best:
                best, place = _far_from(held[i], held[j]), j
    kept = list(held)
    kept[place] = kept[-1]
    kept.pop()
    return kept


def _in_order(points: Any) -> Any:
    """Around what they enclose."""
    held = list(points)
    for i in range(len(held) - 1):
        x, y = held[i + 1][0] - held[i][0], held[i + 1][1] - held[i][1]
        for j in range(i + 2, len(held)):
            other_x, other_y = held[j][0] - held[i][0], held[j][1] - held[i][1]
            if float(x) * float(other_y) - float(y) * float(other_x) < 0:
                held[i + 1], held[j] = held[j], held[i + 1]
                x, y = other_x, other_y
    return held


def shared(rect1: Any, rect2: Any) -> Any:
    """How two rectangles lie, and the corners of what both cover: none where they don't meet."""
    nothing = np.zeros((0, 2), dtype=np.float32)
    if min(rect1[1][0], rect1[1][1], rect2[1][0], rect2[1][1]) <= 0:
        return NOT_AT_ALL, nothing
    two = np.float32(2)
    middle = (
        (np.float32(rect1[0][0]) + np.float32(rect2[0][0])) / two,
        (np.float32(rect1[0][1]) + np.float32(rect2[0][1])) / two,
    )
    a, b = cv2.boxPoints(_moved(rect1, middle)), cv2.boxPoints(_moved(rect2, middle))
    areas = [np.float32(r[1][0]) * np.float32(r[1][1]) for r in (rect1, rect2)]
    least = np.float32(1e-6) * max(areas)
    shift = np.array([middle], dtype=np.float32)
    if not np.any(np.abs(a - b) > least):
        return WHOLLY, a + shift
    along_a, along_b = np.roll(a, -1, axis=0) - a, np.roll(b, -1, axis=0) - b
    sides = np.sqrt((np.concatenate([along_a, along_b]) ** 2).sum(axis=1))
    least = max(np.float32(1e-16), min(least, sides.min()))
    crossings = _crossings(a, b, along_a, along_b)
    points = [*crossings, *_inside(a, b, along_b), *_inside(b, a, along_a)]
    if len(points) == 0:
        return NOT_AT_ALL, nothing
    corners = np.array(_in_order(_apart(points, least)), dtype=np.float32).reshape(-1, 2) + shift
    return (IN_PART if len(crossings) > 0 else WHOLLY), corners


def _overlap(a: Any, b: Any) -> float:
    how, corners = shared(a, b)
    if how == NOT_AT_ALL:
        return 0.0
    if how == WHOLLY:
        return 1.0
    both = np.float32(cv2.contourArea(corners))
    areas = np.float32(a[1][0]) * np.float32(a[1][1]) + np.float32(b[1][0]) * np.float32(b[1][1])
    return float(both / (areas - both))


def nms_rotated(
    bboxes: Any, scores: Any, score_threshold: Any, nms_threshold: Any, eta: Any = 1.0, top_k: Any = 0
) -> Any:
    """``cv2.dnn.NMSBoxesRotated``: from the best on, what no kept one covers too much of."""
    values = np.asarray(scores).astype(np.float32).reshape(-1)
    order = np.argsort(-values, kind="stable")
    order = order[values[order] > np.float32(score_threshold)]
    if top_k > 0:
        order = order[:top_k]
    limit = float(np.float32(nms_threshold))
    kept: list[int] = []
    for place in order.tolist():
        covered = False
        for other in kept:
            if not covered and _overlap(bboxes[place], bboxes[other]) > limit:
                covered = True
        if not covered:
            kept.append(place)
            if eta < 1 and limit > 0.5:
                limit *= eta
    return np.array(kept, dtype=np.int32)
