import numpy as np


def program(x):
    y = x
    x += 1
    x *= 2
    x //= 3
    other = x.copy()
    x[1:] -= 1
    x[x > 2] += 10
    x[[0, 0]] += 5
    x += 0.5
    return x, y, other, y is x


INPUTS = [(np.arange(6),), (np.arange(6, dtype=np.uint8),), (np.arange(6.0),)]
