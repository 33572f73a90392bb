"""Arrays from outside are written to through named tuples, defaultdicts and objects; deep copies are the program's."""

import copy
from collections import defaultdict, namedtuple

import numpy as np
import torch

ARRAYS = [np.array([3, 0]), np.array([1, 0]), np.array([5, 0])]
BUFFERS = [torch.zeros(2), torch.ones(2)]
Held = namedtuple("Held", "place array")


class Kept:
    def __init__(self, array):
        self.array = array


def program(n: int):
    held = [Held(i, a) for i, a in enumerate(ARRAYS)]
    held[n].array[1] += n
    groups = defaultdict(list)
    for array in ARRAYS:
        groups[bool(array[0] > n)].append(array)
    for array in groups[True]:
        array[1] += 10
    kept = [Kept(a) for a in ARRAYS if a[0] > n]
    kept[-1].array[1] += 100
    copies = copy.deepcopy(ARRAYS)
    copies[n][1] = -1
    buffer = copy.deepcopy(BUFFERS)[n % 2]
    buffer[0] = n
    BUFFERS[n % 2][1] += 1
    return [a.tolist() for a in ARRAYS], [c.tolist() for c in copies], buffer, [b.tolist() for b in BUFFERS]


INPUTS = [(1,), (2,), (0,), (2,)]
