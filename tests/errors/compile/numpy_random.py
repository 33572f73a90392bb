import numpy as np


def program(x):
    return x.numpy() + np.random.triangular(0, 1, 3)
