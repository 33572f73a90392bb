import numpy as np


def program(x):
    y = x.reshape(x.shape[0], -1)
    z = x.reshape(-1, *x.shape[2:])
    u = x.reshape(*x.shape[:-1], 2, 2)
    v = np.zeros((3,) + x.shape[1:], dtype=x.dtype)
    w = np.zeros(x.shape[:2] + (5,))
    return y, z, u, v, w, np.prod(x.shape), int(np.prod(x.shape[1:])), x.T


INPUTS = [(np.arange(24).reshape(2, 3, 4),)]
