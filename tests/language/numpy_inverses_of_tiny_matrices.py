"""The product of the pivots is too small for a float, but none of them is zero."""

from __future__ import annotations

import numpy as np


def program(scale):
    a = np.array([[2.0, 1.0], [1.0, 4.0]]) * scale
    return np.linalg.inv(a) * scale, np.linalg.solve(a, np.array([scale, 0.0]))


INPUTS = [(2.0**-600,), (1.0,)]
