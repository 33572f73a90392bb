"""``type(x)`` of a NumPy scalar whose dtype the input tells: as a dtype, called, named and compared."""

import numpy as np


def with_ones(corners):
    ones = np.ones((corners.shape[0], 1), dtype=type(corners[0][0]))
    return np.hstack((corners, ones))


def program(values):
    cls = type(values[0, 0])
    tests = (
        cls == np.float32,
        cls is np.float64,
        cls is float,
        cls is not np.int64,
        cls in (np.float32, np.float64, int),
    )
    arrays = type(values[0]) is np.ndarray, type(values) is np.ndarray, type(values[0]) is type(values[0, 0])
    return (
        with_ones(values),
        cls.__name__,
        cls(3),
        np.zeros(2, cls),
        tests,
        arrays,
        type(values.sum()) is cls,
        values.dtype.type is np.float32,
    )


INPUTS = [(np.ones((2, 2), dtype),) for dtype in (np.float32, np.float64, np.int64, np.uint8)]
