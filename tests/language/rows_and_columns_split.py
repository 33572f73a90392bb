"""``hsplit`` splits what has one dim along it, and the columns of the rest; ``vsplit`` and ``dsplit`` want more dims."""

import numpy as np


def program(values, cuts: list[int], how: str):
    if how == "columns":
        first, second = np.hsplit(values, [1])
        return np.hstack([second, first]), np.hsplit(values, 2), np.hsplit(values, cuts)
    if how == "rows":
        return np.vsplit(values, cuts)
    if how == "depths":
        return np.dsplit(values, 1)
    return np.hsplit(values.sum(), 1)


INPUTS = [
    (np.arange(4.0), [1, 3], "columns"),
    (np.arange(8.0).reshape(2, 4), [2], "columns"),
    (np.arange(8.0).reshape(4, 2), [1], "rows"),
    (np.arange(4.0), [1], "rows"),
    (np.arange(8.0).reshape(2, 2, 2), [1], "depths"),
    (np.arange(8.0).reshape(4, 2), [1], "depths"),
    (np.arange(4.0), [1], "none"),
]
