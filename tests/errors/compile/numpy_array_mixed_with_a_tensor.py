import numpy as np


def program(x):
    return x + np.ones(3)
