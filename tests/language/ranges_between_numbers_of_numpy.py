"""np.arange counts in int64 or float64, whatever small type its bounds have."""

import numpy as np


def program(bounds: np.ndarray):
    return (
        np.arange(bounds[0]),
        np.arange(bounds[0], bounds[1]),
        np.arange(0, bounds[1], 0.5),
        np.arange(2, bounds.max()),
    )


INPUTS = [(np.array([3, 5], dtype=np.int32),)]
