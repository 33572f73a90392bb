"""``scipy.spatial.ConvexHull`` of points in a plane: what it encloses, and how long its border is."""

from __future__ import annotations

from typing import Any

import numpy as np


def _turn(a: Any, b: Any, c: Any) -> float:
    return float((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]))


def _half(points: Any) -> Any:
    """The corners that are met from the first point to the last one, turning left."""
    kept: list[Any] = []
    for point in points:
        while len(kept) > 1 and _turn(kept[-2], kept[-1], point) <= 0:
            kept.pop()
        kept.append(point)
    return kept[:-1]


class ConvexHull:
    """In a plane ``volume`` is the area, and ``area`` the length of the border."""

    def __init__(self, points: Any) -> None:
        held = np.array(points, dtype=np.float64)
        if held.ndim != 2 or held.shape[1] != 2:
            raise NotImplementedError("ConvexHull of points that don't lie in a plane")
        ordered = sorted([(float(x), float(y)) for x, y in held])
        corners = _half(ordered) + _half(ordered[::-1])
        if len(corners) < 3:
            raise RuntimeError("QH6013 qhull input error: the points lie on a line")
        self.points = held
        self.npoints = len(held)
        self.ndim = 2
        x, y = np.array([c[0] for c in corners]), np.array([c[1] for c in corners])
        next_x, next_y = np.roll(x, -1), np.roll(y, -1)
        first_x, first_y = x[0], y[0]
        cross = (x - first_x) * (next_y - first_y) - (y - first_y) * (next_x - first_x)
        self.volume = float(cross.sum()) / 2
        self.area = float(np.hypot(next_x - x, next_y - y).sum())
