"""``numpy.random.rand(*x.shape)`` and ``randn``: as many dims as the input has."""

import numpy as np


def program(image, seed: int):
    np.random.seed(seed)
    noise = np.random.rand(*image.shape) * 0.5 + np.random.randn(*image.shape)
    return noise, np.random.rand(*image.shape[:1], 2), np.random.sample(), np.random.lognormal(0.0, 0.5, 2)


INPUTS = [(np.ones((2, 3)), 1), (np.ones((2, 3, 4)), 2)]
