import math

import numpy as np


def program(pts):
    n = len(pts)
    area = 0.0
    for i in range(n):
        x1, y1 = pts[i]
        x2, y2 = pts[(i + 1) % n]
        area += x1 * y2 - x2 * y1
    d = np.sqrt(((pts[:, None] - pts[None]) ** 2).sum(-1))
    np.fill_diagonal(d, np.inf)
    return (
        abs(area) / 2,
        d.min(axis=1),
        math.sqrt(pts[1, 0]),
        math.hypot(pts[1][0], pts[1][1]),
        math.floor(pts[2][0]),
        int(pts[2][0]) // 2,
    )


INPUTS = [(np.array([[0.0, 0.0], [4.0, 0.0], [4.0, 3.0]]),)]
