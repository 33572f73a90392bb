import numpy as np
from scipy.spatial import ConvexHull


def program(points: np.ndarray):
    return ConvexHull(points).vertices
