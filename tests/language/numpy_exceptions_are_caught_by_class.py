import numpy as np


def program(x, shape: tuple[int, int], axis: int):
    log = []
    shaped = x
    try:
        shaped = x.reshape(shape)
    except ValueError as error:
        log.append(str(error))
        shaped = x
    total = x.sum()
    try:
        total = shaped.sum(axis=axis)
    except IndexError as error:
        log.append(str(error))
        total = x.max()
    try:
        x[7]
    except IndexError:
        log.append("index")
    return log, total


INPUTS = [(np.arange(6), (2, 3), 1), (np.arange(6), (4, 2), 0), (np.arange(6.0), (3, 2), 5)]
