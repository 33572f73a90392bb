"""``scipy.special.gamma`` and ``psi`` of arrays and numbers, at their poles too."""

import numpy as np
from scipy import special


def program(values, ratio: float):
    shape = special.gamma(1 / ratio) * special.gamma(3 / ratio) / special.gamma(2 / ratio) ** 2
    return special.gamma(values), special.psi(np.abs(values) + 0.5), shape


INPUTS = [
    (np.array([0.5, 1.0, 5.0, -1.5, 0.0, -2.0, 180.0, np.nan]), 1.7),
    (np.array([[0.5, 3.0]], np.float32), 0.4),
]
