def overlap(a, b):
    w = min(a[2], b[2]) - max(a[0], b[0])
    h = min(a[3], b[3]) - max(a[1], b[1])
    if w <= 0 or h <= 0:
        return 0.0
    inter = w * h
    return inter / ((a[2] - a[0]) * (a[3] - a[1]) + (b[2] - b[0]) * (b[3] - b[1]) - inter)


def program(boxes: list[list[float]], scores: list[float], limit: float):
    order = sorted(range(len(scores)), key=lambda i: scores[i], reverse=True)
    kept = []
    while len(order) > 0:
        best = order.pop(0)
        kept.append(best)
        order = [i for i in order if overlap(boxes[best], boxes[i]) <= limit]
    return kept


INPUTS = [
    ([[0.0, 0.0, 2.0, 2.0], [0.1, 0.0, 2.1, 2.0], [5.0, 5.0, 6.0, 6.0]], [0.5, 0.9, 0.3], 0.5),
    ([[0.0, 0.0, 1.0, 1.0]], [1.0], 0.5),
]
