import numpy as np


def program(x, flag: bool):
    if flag:
        y = x.sum()
    else:
        y = 0.0
    z = None
    for v in x:
        if z is None or v > z:
            z = v
    acc = 0
    for v in x:
        acc += v
    best, where = -1, -1
    for i, v in enumerate(x):
        if v > best:
            best, where = v, i
    return y, z, acc, best, where


INPUTS = [(np.array([1.0, 5.0, 2.0]), True), (np.array([1, 5, 2]), False)]
