import numpy as np


def quaternion_to_matrix(q):
    w, x, y, z = q / np.linalg.norm(q)
    return np.array(
        [
            [1 - 2 * (y * y + z * z), 2 * (x * y - z * w), 2 * (x * z + y * w)],
            [2 * (x * y + z * w), 1 - 2 * (x * x + z * z), 2 * (y * z - x * w)],
            [2 * (x * z - y * w), 2 * (y * z + x * w), 1 - 2 * (x * x + y * y)],
        ]
    )


def project(points, k, r, t):
    cam = (r @ points.T + t[:, None]).T
    uv = (k @ cam.T).T
    return uv[:, :2] / uv[:, 2:3], cam[:, 2]


def program(points, q):
    k = np.array([[500, 0, 320], [0, 500, 240], [0, 0, 1]], dtype=np.float64)
    uv, depth = project(points, k, quaternion_to_matrix(q), np.array([0.0, 0.0, 5.0]))
    visible = (depth > 0) & (uv >= 0).all(axis=1) & (uv < [640, 480]).all(axis=1)
    image = np.zeros((6, 8), np.uint8)
    cells = (uv[visible] / 80).astype(int)
    image[cells[:, 1], cells[:, 0]] = 255
    return uv.round(6), depth.round(6), visible, image, np.degrees(np.arctan2(points[:, 1], points[:, 0]))


INPUTS = [(np.array([[0.0, 0.0, 1.0], [1.0, 0.5, 2.0], [9.0, 0.0, 0.0]]), np.array([1.0, 0.1, 0.0, 0.2]))]
