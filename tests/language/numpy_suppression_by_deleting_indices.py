import numpy as np
import torch


def nms(dets: np.ndarray, thresh: float) -> list[int]:
    x1, y1, x2, y2, scores = dets.T
    order = np.argsort(scores)[::-1]
    areas = (x2 - x1) * (y2 - y1)
    keep: list[int] = []
    while len(order):
        i = order[0]
        keep.append(int(i))
        if len(order) == 1:
            break
        xx1 = np.maximum(x1[i], x1[order[1:]])
        w = np.clip(np.minimum(x2[i], x2[order[1:]]) - xx1, 0, np.inf)
        h = np.clip(np.minimum(y2[i], y2[order[1:]]) - np.maximum(y1[i], y1[order[1:]]), 0, np.inf)
        ovr = w * h / (areas[i] + areas[order[1:]] - w * h)
        order = np.delete(order, np.concatenate(([0], np.where(ovr > thresh)[0] + 1)))
    return keep


def program(dets, thresh: float):
    keep = nms(dets, thresh)
    return keep, dets[keep].astype(np.float32), len(keep)


INPUTS = [(np.array([[0, 0, 4, 4, 0.9], [1, 1, 5, 5, 0.8], [8, 8, 9, 9, 0.3]]), 0.1), (np.zeros((0, 5)), 0.5)]
