from __future__ import annotations

import numpy as np


def program(rows, columns):
    before = np.empty((rows, columns), dtype=object)
    before[0, 0] = (1, 2)
    names = np.full((rows,), None)
    names[1] = "a"
    counts = np.zeros(rows, dtype=object)
    counts[0] = 1.5
    return [cell is None for cell in before.ravel()], before[0, 1], before.shape, names.tolist(), list(counts)


INPUTS = [(3, 2), (2, 3)]
