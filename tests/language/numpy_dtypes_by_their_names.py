import numpy as np


def program(x: np.ndarray, wide: bool, name: str):
    like = np.zeros(x.shape, dtype=x.dtype.name)
    chosen = np.empty((2,), np.int64 if wide else np.int32)
    chosen[:] = 3
    try:
        other = np.ones(2, dtype=name)
    except TypeError as error:
        return like, chosen, str(error)
    return like, chosen, other.astype(x.dtype.str)


INPUTS = [(np.ones(3), True, "float32"), (np.zeros(2), False, "<i2"), (np.zeros(1), False, "none")]
