import numpy as np


def program(boxes, scores, threshold: float):
    x1, y1, x2, y2 = boxes[:, 0], boxes[:, 1], boxes[:, 2], boxes[:, 3]
    areas = (x2 - x1 + 1) * (y2 - y1 + 1)
    order = scores.argsort()[::-1]
    keep = []
    while order.size > 0:
        i = order[0]
        keep.append(i)
        xx1 = np.maximum(x1[i], x1[order[1:]])
        yy1 = np.maximum(y1[i], y1[order[1:]])
        xx2 = np.minimum(x2[i], x2[order[1:]])
        yy2 = np.minimum(y2[i], y2[order[1:]])
        w = np.maximum(0.0, xx2 - xx1 + 1)
        h = np.maximum(0.0, yy2 - yy1 + 1)
        inter = w * h
        overlap = inter / (areas[i] + areas[order[1:]] - inter)
        inds = np.where(overlap <= threshold)[0]
        order = order[inds + 1]
    return keep, boxes[keep], scores[keep]


BOXES = np.array([[0, 0, 10, 10], [1, 1, 11, 11], [20, 20, 30, 30], [21, 21, 29, 32]], dtype=np.float32)
INPUTS = [
    (BOXES, np.array([0.9, 0.8, 0.7, 0.95], dtype=np.float32), 0.5),
    (BOXES[:1], np.array([0.3], dtype=np.float32), 0.5),
    (BOXES.astype(np.float64), np.array([0.1, 0.8, 0.7, 0.6]), 0.1),
]
