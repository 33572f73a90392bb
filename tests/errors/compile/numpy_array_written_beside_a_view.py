import numpy as np

TABLE = np.zeros(3)
TAIL = TABLE[1:]


def program(x):
    TABLE[1] = x.numpy().sum()
    return TAIL.copy()
