from __future__ import annotations

import bisect


def program(scores: list[float], hits: list[int], total: int) -> float:
    order = sorted(range(len(scores)), key=lambda i: -scores[i])
    tp = fp = 0
    precision, recall = [], []
    for i in order:
        if hits[i]:
            tp += 1
        else:
            fp += 1
        precision.append(tp / (tp + fp))
        recall.append(tp / total)
    for i in range(len(precision) - 2, -1, -1):
        precision[i] = max(precision[i], precision[i + 1])
    points = [k / 100 for k in range(101)]
    found = 0.0
    for p in points:
        at = bisect.bisect_left(recall, p)
        found += precision[at] if at < len(precision) else 0.0
    return found / len(points)


INPUTS = [
    ([0.9, 0.1, 0.5, 0.7], [1, 0, 0, 1], 3),
    ([(i * 37 % 101) / 101 for i in range(90)], [i * 7 % 3 % 2 for i in range(90)], 40),
    ([], [], 1),
]
