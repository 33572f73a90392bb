"""SciPy's linear_sum_assignment, as trackers use it: of arrays, tensors and lists, of more rows or more columns."""

import numpy as np
import torch
from scipy.optimize import linear_sum_assignment


def overlaps(a: np.ndarray, b: np.ndarray):
    a, b = a[:, None], b[None]
    size = np.clip(np.minimum(a[..., 2:], b[..., 2:]) - np.maximum(a[..., :2], b[..., :2]), 0, None)
    inside = size[..., 0] * size[..., 1]
    areas = [np.prod(box[..., 2:] - box[..., :2], axis=-1) for box in (a, b)]
    return inside / (areas[0] + areas[1] - inside)


def program(tracks: np.ndarray, boxes: np.ndarray):
    shared = overlaps(tracks, boxes)
    rows, columns = linear_sum_assignment(-shared)
    pairs = [(int(r), int(c)) for r, c in zip(rows, columns) if shared[r, c] > 0.3]
    free = [i for i in range(len(boxes)) if i not in {c for _, c in pairs}]
    again = linear_sum_assignment(torch.from_numpy(shared), maximize=True)
    try:
        failed = linear_sum_assignment(np.where(shared > 2, shared, np.inf))[0].tolist()
    except ValueError as error:
        failed = str(error)
    return pairs, free, again, linear_sum_assignment([[4, 1, 3], [2, 0, 5], [3, 2, 2]]), failed


def _boxes(*places: tuple[float, float]) -> np.ndarray:
    return np.array([[x, y, x + 10, y + 8] for x, y in places], dtype=np.float32).reshape(-1, 4)


INPUTS = [
    (_boxes((0, 0), (20, 5), (40, 40)), _boxes((21, 5), (1, 1))),
    (_boxes((0, 0)), _boxes((100, 100), (2, 0), (0, 0))),
    (_boxes((5, 5), (5, 5)), _boxes((5, 5), (5, 5), (5, 5))),
    (_boxes(), _boxes((1, 1))),
]
