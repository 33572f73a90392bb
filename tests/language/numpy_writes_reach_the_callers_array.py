import numpy as np


def blank(view, value):
    view[...] = value


def program(x):
    blank(x[0], 7)
    blank(x[:, 1], 8)
    x.sort(axis=1)
    np.clip(x, 0, 7, out=x)
    np.add(x, 1, out=x[:])
    return x.sum(), x.T[::-1], x.max()


INPUTS = [(np.arange(6).reshape(2, 3),), (np.arange(8.0).reshape(2, 4)[:, ::-1],)]
