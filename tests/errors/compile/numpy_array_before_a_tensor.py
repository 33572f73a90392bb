import numpy as np


def program(x):
    return np.ones(3) + x
