"""f(*values) of functions without Python source, where only the running program knows how many values there are."""

import itertools
import math

import numpy as np
import torch


def program(groups: list[list[int]], x: torch.Tensor) -> tuple:
    tensors = [torch.tensor(g) for g in groups]
    shared = set(groups[0]).intersection(*groups)
    arrays = [np.array(g) for g in groups[:2]]
    return (
        sorted(set().union(*groups)), sorted(shared), sorted(set.union(*[set(g) for g in groups])),
        list(itertools.product(*groups)), list(map(max, *groups)), math.gcd(*groups[0]), math.hypot(*groups[0]),
        "{1}-{0}".format(*groups[0]), np.maximum(*arrays), torch.broadcast_tensors(*tensors)[0],
        x.permute(*range(x.dim() - 1, -1, -1)).shape, list(np.ndindex(*x.shape)), torch.einsum("i,j->ij", *tensors[:2]),
        [i for i in itertools.product(*[range(s) for s in x.shape])], dict(**{str(g[0]): g[1] for g in groups}),
    )  # fmt: skip


INPUTS = [
    ([[6, 4], [3, 6]], torch.zeros(2, 3)),
    ([[6, 4], [4, 9], [2, 4]], torch.zeros(2, 1, 2)),
]
