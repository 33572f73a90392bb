"""``~`` of what is an int or a float raises TypeError for the float when the program runs."""

import numpy as np


def program(a: np.ndarray, flag: bool, n: int):
    total = sum(q for q in a.ravel().tolist())
    number = n if flag else n / 2
    try:
        inverted = ~number
    except TypeError as error:
        inverted = str(error)
    return inverted, ~total


INPUTS = [(np.array([1, 2]), True, 3), (np.array([True, False]), False, 3), (np.array([0.5]), True, -1)]
