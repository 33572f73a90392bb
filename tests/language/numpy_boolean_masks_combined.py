import numpy as np


def program(points, low: float, high: float):
    inside = (points[:, 0] >= low) & (points[:, 0] < high) & ~np.isnan(points).any(axis=1)
    kept = points[inside]
    points[~inside, 1] = -1
    points[np.isnan(points)] = 0
    counts = inside.sum(), np.count_nonzero(~inside), np.flatnonzero(inside)
    return kept, points, counts, np.where(inside[:, None], points, -points)


X = np.array([[0.5, 1.0], [2.0, np.nan], [3.0, 4.0], [0.9, 0.1]])
INPUTS = [(X, 0.0, 1.0), (X.astype(np.float32), 2.5, 10.0)]
