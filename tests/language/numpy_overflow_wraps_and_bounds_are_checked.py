import numpy as np


def program(x, value: int):
    wrapped = x + x
    try:
        x[0] = value
    except OverflowError as error:
        return wrapped, str(error)
    return wrapped, x


INPUTS = [(np.array([200, 3], np.uint8), 300), (np.array([100, 3], np.int8), -1), (np.array([2**31 - 1], np.int32), 7)]
