import numpy as np


def program(x):
    return x.numpy() + np.random.exponential(3)
