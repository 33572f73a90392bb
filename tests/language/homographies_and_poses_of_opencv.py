import cv2
import numpy as np

MODEL = np.array(
    [
        [0.0, 0.0, 0.0],
        [0.0, -33.0, -6.5],
        [-22.5, 17.0, -13.5],
        [22.5, 17.0, -13.5],
        [-15.0, -15.0, -12.5],
        [15.0, -15, -12],
    ]
)


def angles_of(matrix):
    """Pitch, yaw and roll."""
    across = np.sqrt(matrix[0, 0] ** 2 + matrix[1, 0] ** 2)
    return np.degrees(
        [
            np.arctan2(matrix[2, 1], matrix[2, 2]),
            np.arctan2(-matrix[2, 0], across),
            np.arctan2(matrix[1, 0], matrix[0, 0]),
        ]
    )


def pose(seen, size):
    camera = np.array([[size[1], 0, size[1] / 2], [0, size[1], size[0] / 2], [0, 0, 1]], dtype="double")
    found, turn, shift = cv2.solvePnP(MODEL, seen, camera, np.zeros((4, 1)), flags=cv2.SOLVEPNP_ITERATIVE)
    matrix, _ = cv2.Rodrigues(turn)
    nose, _ = cv2.projectPoints(np.array([[0.0, 0.0, 50.0]]), turn, shift, camera, np.zeros((4, 1)))
    return found, np.round(angles_of(matrix), 2), np.round(shift, 1), np.round(nose, 1)


def program(seen, first, second):
    if len(first) < 4:
        return pose(seen, (480, 640)), None
    plain, every = cv2.findHomography(first, second)
    robust, inside = cv2.findHomography(first, second, cv2.RANSAC, 5.0)
    corners = cv2.perspectiveTransform(np.array([[[0, 0], [100, 0], [100, 50], [0, 50]]], dtype=np.float32), robust)
    worked, inverse = cv2.invert(robust)
    return {
        "pose": pose(seen, (480, 640)),
        "plain": (plain.dtype, plain.shape, every.sum()),
        "robust": (np.round(robust, 3), inside.ravel().tolist(), np.round(corners, 2)),
        "inverse": (worked, np.round(inverse @ robust, 6)),
    }


SEEN = np.array([[359.0, 391], [399, 561], [337, 297], [513, 301], [345, 465], [453, 469]])
FIRST = np.array([[x * 20 + 3 * y, y * 15 - x] for x in range(4) for y in range(3)], dtype=np.float32)
MATRIX = np.array([[1.1, 0.1, 5.0], [-0.05, 0.9, 12.0], [0.0005, 0.0002, 1.0]])
SECOND = cv2.perspectiveTransform(FIRST[None], MATRIX)[0]
SECOND[3] += 40
INPUTS = [(SEEN, FIRST, SECOND), (SEEN + 7, FIRST, SECOND[:, ::-1].copy()), (SEEN, FIRST[:3], SECOND[:3])]
