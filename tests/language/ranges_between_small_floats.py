"""np.arange between float32 numbers gives float64."""

import numpy as np


def program(bounds: np.ndarray):
    return np.arange(bounds[0]), np.arange(0, bounds[1]), np.arange(bounds[0], bounds[1], dtype=np.float32)


INPUTS = [(np.array([1.5, 4], dtype=np.float32),)]
