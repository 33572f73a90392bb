import numpy as np
import torch


def program(probs, labels):
    fpr = []
    order = np.argsort(-probs, kind="stable")
    sorted_labels = labels[order]
    tp = np.cumsum(sorted_labels)
    fp = np.cumsum(1 - sorted_labels)
    recall = tp / max(tp[-1], 1)
    precision = tp / (tp + fp)
    ap = np.sum((recall[1:] - recall[:-1]) * precision[1:])
    mpre = np.concatenate(([0.0], precision, [0.0]))
    for i in range(mpre.size - 1, 0, -1):
        mpre[i - 1] = np.maximum(mpre[i - 1], mpre[i])
    auc = np.trapezoid(recall, fp / max(fp[-1], 1))
    best = np.argmax(2 * precision * recall / (precision + recall + 1e-9))
    fpr.extend((fp / fp[-1]).tolist())
    return ap, mpre, auc, probs[order][best], fpr, np.mean([ap, auc])


INPUTS = [
    (np.array([0.9, 0.1, 0.8, 0.4]), np.array([1, 0, 1, 0])),
    (np.array([0.2, 0.7], np.float32), np.array([0, 1])),
]
