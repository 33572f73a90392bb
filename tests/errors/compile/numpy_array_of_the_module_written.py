import numpy as np

TABLE = np.zeros(3)


def program(x):
    TABLE[0] = x.numpy().sum()
    return TABLE
