"""Shapes that can't be broadcast are named with that of ``out=``, which isn't stretched itself."""

import numpy as np


def program(a, b, out, inplace: bool):
    if inplace:
        out += b
        return out
    return np.add(a, b, out=out)


INPUTS = [
    (np.ones((2, 3)), np.ones(3), np.zeros((2, 3)), False),
    (np.ones((2, 3)), np.ones(3), np.zeros((2, 2)), False),
    (np.ones((2, 3)), np.ones(2), np.zeros((2, 3)), False),
    (np.ones(3), np.ones(3), np.zeros((2, 3)), False),
    (np.ones(3), np.ones(3), np.zeros(1), False),
    (np.ones(3), np.ones(3), np.zeros(2), True),
    (np.ones(3), np.ones(3), np.zeros(1), True),
]
