import collections.abc
import numbers

import numpy as np


def plain(value):
    """What json.dumps takes."""
    if isinstance(value, numbers.Integral):
        return int(value)
    if isinstance(value, numbers.Number):
        return float(value)
    return value.tolist() if isinstance(value, np.ndarray) else value


def program(values):
    some = [values[0], values.sum(), values.mean(), values, values > 1, values.max() > 1]
    return {
        "plain": [plain(one) for one in some],
        "classes": [
            (isinstance(one, numbers.Real), isinstance(one, collections.abc.Hashable), isinstance(one, object))
            for one in some
        ],
        "floats": [isinstance(one, (float, np.floating)) for one in some],
        "bools": [isinstance(one, (bool, int, np.integer)) for one in some],
    }


INPUTS = [(np.array([1.5, 2.5]),), (np.array([1, 2]),), (np.array([[1, 2], [3, 4]], dtype=np.uint8),)]
