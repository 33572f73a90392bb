import numpy as np


def program(x):
    return np.sum(x)
