import numpy as np
import torch


def describe(value):
    if isinstance(value, torch.Tensor):
        return "tensor"
    if isinstance(value, np.ndarray):
        return f"array of {value.ndim}"
    if isinstance(value, np.floating):
        return "float scalar"
    if isinstance(value, np.integer):
        return "int scalar"
    if isinstance(value, (int, float)):
        return "number"
    return "other"


def program(x):
    parts = [describe(x), describe(x[0]), describe(x[0, 0]), describe(x.sum(axis=0)), describe(torch.from_numpy(x))]
    return parts, describe(3), describe(x.tolist()), isinstance(x[0, 0], float), isinstance(x.shape, tuple)


INPUTS = [(np.ones((2, 2)),), (np.ones((2, 2), np.int64),), (np.ones((2, 2, 2), np.float32),)]
