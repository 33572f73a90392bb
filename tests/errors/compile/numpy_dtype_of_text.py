import numpy as np


def program(x):
    return np.zeros(3, dtype="U8")
