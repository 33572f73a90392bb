import numpy as np


def cut(boxes, count):
    parts = []
    for first in range(count):
        parts.append(boxes[first:].copy())
    return np.array(parts, dtype=object)


def widest(parts):
    chosen = []
    for part in parts:
        part = np.array(part)
        if len(part) == 0:
            chosen.append(None)
            continue
        order = np.argsort(part[:, 1] - part[:, 0])[::-1]
        chosen.append(part[order][:, :1])
    return chosen


def program(boxes, count):
    unknown = np.array([[None] * count]).T
    parts = cut(boxes, count)
    mixed = np.array([count, "text", None], dtype=object)
    return parts, len(parts), widest(parts), unknown, unknown.shape, mixed, mixed[1], list(mixed)


INPUTS = [
    (np.array([[0.0, 2.0], [1.0, 5.0], [2.0, 3.0]]), 2),
    (np.array([[0.0, 2.0], [1.0, 5.0]]), 1),
    (np.array([[0.0, 2.0]]), 3),
]
