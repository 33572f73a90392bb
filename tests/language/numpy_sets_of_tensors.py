"""NumPy's functions of sets and shapes take tensors for the arrays on their memory."""

import numpy as np
import torch


def program(places: torch.Tensor, values: torch.Tensor):
    others = np.setdiff1d(torch.arange(0, 6), places), np.union1d(places, places + 1), np.intersect1d(places, [1, 9])
    shapes = (
        np.atleast_2d(values),
        np.rot90(values[None]),
        np.column_stack((values, values)),
        np.broadcast_to(values, (2, 3)),
    )
    return others, shapes, np.diff(values), np.cumprod(values), np.searchsorted(values, 2.5), np.flatnonzero(values)


INPUTS = [(torch.tensor([1, 3, 5]), torch.tensor([1.0, 0.0, 3.0])), (torch.tensor([0]), torch.tensor([1.0, 2.0, 3.0]))]
