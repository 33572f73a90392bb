"""``scipy.spatial.ConvexHull`` in a plane: the area that points enclose, and the length around them."""

import numpy as np
from scipy.spatial import ConvexHull


def program(points):
    hull = ConvexHull(points)
    # hypot differs in the last bit from one C library to another.
    return hull.volume, round(hull.area, 9), hull.points


INPUTS = [
    (np.array([[0.0, 0], [2, 0], [2, 1], [0, 1], [1, 0.5], [1, 0]]),),
    (np.array([[0.3, 0.1], [2.5, 0.2], [1.7, 3.3], [0.9, 2.2], [1.5, 1.5]]),),
]
