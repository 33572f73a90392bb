import numpy as np


def softmax(x, axis=-1):
    e = np.exp(x - np.max(x, axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)


def program(logits, labels: list[str], k: int):
    probabilities = softmax(logits)[0]
    top = np.argsort(probabilities)[::-1][:k]
    return [(labels[i], probabilities[i]) for i in top], {labels[i]: round(float(probabilities[i]), 4) for i in top}


INPUTS = [
    (np.array([[1.0, 3.0, 2.0]], np.float32), ["a", "b", "c"], 2),
    (np.array([[0.5, 0.1, 0.2]]), ["x", "y", "z"], 3),
]
