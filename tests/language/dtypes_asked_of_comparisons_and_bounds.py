import numpy as np


def program(values):
    try:
        refused = np.less(values, 1, dtype=np.float64)
    except TypeError as error:
        refused = str(error)
    return {
        "compared": (np.less(values, 2, dtype=bool), np.equal(values, values, dtype=np.bool_)),
        "truth": np.logical_and(values, values > 1, dtype=bool),
        "bounds": (np.clip(values, 0, 3, dtype=np.float32), np.clip(values, None, 2, dtype=np.float64)),
        "refused": refused,
    }


INPUTS = [(np.array([0, 1, 200], np.uint8),), (np.array([[-1.5], [2.5]], np.float32),)]
