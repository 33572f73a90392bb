import numpy as np
import torch


def exact_sum(x):
    """As supervision adds up areas: integers without overflow, in objects of Python's."""
    if np.issubdtype(x.dtype, np.integer):
        return float((x.astype(object) * x.astype(object)).sum())
    kind = object if x.ndim > 3 else np.float64
    return float((x.astype(kind) ** 2).sum())


def program(x: torch.Tensor):
    return exact_sum(x.numpy())


INPUTS = [(torch.ones(3),), (torch.full((2, 2), 3.0, dtype=torch.float64),)]
