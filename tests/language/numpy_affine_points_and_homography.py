import numpy as np


def program(points, angle: float, center):
    c, s = np.cos(angle), np.sin(angle)
    rotation = np.array([[c, -s], [s, c]])
    moved = (points - center) @ rotation.T + center
    homogeneous = np.hstack([moved, np.ones((len(moved), 1))])
    matrix = np.array([[1.0, 0.1, 2.0], [0.0, 1.2, -1.0], [0.001, 0.0, 1.0]])
    projected = homogeneous @ matrix.T
    flat = projected[:, :2] / projected[:, 2:]
    back = np.linalg.inv(matrix) @ np.vstack([flat.T, np.ones(len(flat))])
    return flat.round(6), np.allclose((back[:2] / back[2]).T, moved), np.linalg.norm(points - center, axis=1)


INPUTS = [(np.array([[0.0, 0.0], [3.0, 4.0]]), 0.5, np.array([1.0, 1.0]))]
