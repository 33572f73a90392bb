import numpy as np
import torch


def program(x: torch.Tensor, labels: torch.Tensor, as_array: bool):
    of_each = [np.where(labels == label)[0] for label in range(3)]
    chosen = np.where(x > 1.0, x, 0), np.concatenate([x, x]), np.stack([row for row in x]), np.unique(labels)
    wrapped = np.sqrt(x), np.maximum(0.0, x), np.logical_and(x > 0, x < 3), np.exp(x[0, 0]), np.clip(x, 0, 2)
    places = np.argmax(x), np.argmax(x, axis=1), np.nonzero(labels), np.argsort(labels), np.transpose(x)
    shared = np.reshape(x, (-1,))
    shared[0] = -1.0
    scores = labels.numpy() if as_array else labels
    low = np.logical_and(scores > 0, scores < 2)
    kinds = [isinstance(part, torch.Tensor) for part in (*chosen, *wrapped, *places)]
    return of_each, chosen, wrapped, places, kinds, x, np.array(low)


INPUTS = [
    (torch.tensor([[0.5, 1.5], [2.5, 3.5]]), torch.tensor([0, 2, 1, 1]), True),
    (torch.tensor([[4.0, 0.0, 1.0]]), torch.tensor([1, 0]), False),
]
