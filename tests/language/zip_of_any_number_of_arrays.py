import numpy as np
import torch


def program(heat: np.ndarray, x: torch.Tensor, limit: float):
    places = [(int(row), int(column)) for row, column in zip(*np.nonzero(heat > limit))]
    pairs = list(zip(*[list(x[:, i]) for i in range(x.shape[1])]))
    sums = [sum(column) for column in zip(*x)]
    strict = []
    try:
        strict = list(zip(*[heat[0], heat[0, 1:]] * 2, strict=True))
    except ValueError as error:
        strict = [str(error)]
    return places, pairs, sums, strict


INPUTS = [
    (np.array([[1.0, 0.0, 2.0], [0.0, 3.0, 0.0]]), torch.arange(6.0).reshape(3, 2), 0.5),
    (np.array([[1.0, 0.0], [0.0, 3.0]]), torch.arange(4.0).reshape(2, 2), 5.0),
]
