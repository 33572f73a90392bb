"""A tensor of one element that indexes an array is the integer that it holds, whatever its dims; others are arrays."""

import numpy as np
import torch


def program(rows: np.ndarray, line: np.ndarray, keep: torch.Tensor):
    found = rows[keep]
    changed = rows.copy()
    changed[keep, keep[:1]] = -1
    one = line[keep]
    nothing = line[keep[:0].float()]
    picked = [
        nothing,
        isinstance(one, np.ndarray),
        found.shape,
        rows[:, keep].shape,
        rows[keep[:1]].shape,
        line[keep[None, :1]].item(),
    ]
    try:
        masked = line[keep > 1].shape
    except IndexError as error:
        masked = str(error)
    try:
        line[keep.float()]
    except IndexError as error:
        return picked, found, changed, one, masked, str(error)


ROWS = np.arange(12).reshape(3, 4)
INPUTS = [
    (ROWS, np.array([5, 6, 7]), torch.tensor([2])),
    (ROWS, np.array([5, 6, 7]), torch.tensor([2, 0, 1])),
    (ROWS, np.array([5, 6, 7]), torch.tensor([1], dtype=torch.int32)),
]
