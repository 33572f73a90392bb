from __future__ import annotations

import numpy as np


@np.vectorize
def clipped(degrees):
    return degrees - 180 if degrees > 90 else float(degrees)


def program(points):
    centred = points - points.mean(axis=0)
    _, widths, axes = np.linalg.svd(centred, full_matrices=False)
    try:
        whitened = np.linalg.cholesky(np.cov(centred.T) - 0.001 * np.eye(2))
    except np.linalg.LinAlgError as error:
        whitened = str(error)
    angles = np.rad2deg(np.arctan2(axes[:, 1], axes[:, 0])) % 180
    slope, offset = np.polyfit(points[:, 0], points[:, 1], 1)
    return widths, clipped(angles), whitened, round(float(slope), 6), round(float(offset), 6)


rng = np.random.RandomState(0)
line = np.linspace(0.0, 4.0, 9)
INPUTS = [(rng.randn(20, 2),), (np.stack([line, 2 * line + 1], axis=1),)]
