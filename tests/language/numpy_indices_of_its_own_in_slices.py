from __future__ import annotations

import numpy as np


def program(mask):
    """The part of a mask that holds everything, by slices whose bounds are NumPy's numbers."""
    places = np.argwhere(mask)
    low, high = places.min(axis=0), places.max(axis=0) + 1
    inside = mask[tuple(slice(a, b) for a, b in zip(low, high))]
    bounds = [slice(low[axis], high[axis]) for axis in range(mask.ndim)]
    return inside, mask[tuple(bounds)].sum(), np.linspace(low, high, 3), np.linspace(places[0], places[-1], 4, axis=1)


INPUTS = [(np.eye(5, 7, k=2),), (np.pad(np.ones((2, 3, 1)), 2),)]
