"""Arrays of indices behind dims that are kept, read and written; np.take along axes, by each mode."""

import numpy as np


def program(x: np.ndarray, i: np.ndarray, j: np.ndarray):
    read = x[:, i], x[..., j], x[:, i, j], x[i[:2], :, j[:2]], x[:, None, i], x.T[:, i[:2]], x[::-1, i]
    changed = [x.copy() for _ in range(4)]
    changed[0][:, i] = 7
    changed[1][..., i] = changed[1][..., j] + 1
    changed[2][:, i, j] = 5
    changed[3][i[:2], :, j[:2]] = 3
    taken = np.take(x, i), np.take(x, i, axis=0, mode="wrap"), np.take(x, i, axis=1, mode="clip"), x.take(i[:2], 1)
    strided = (
        np.take(x[:, ::-1], i.reshape(2, -1), axis=2),
        np.take(x.T, j, axis=-1, mode="wrap"),
        np.take(x[:0], i[:0], 0),
    )
    return read, changed, taken, strided


rng = np.random.default_rng(0)
CUBE = rng.random((3, 4, 5))
INPUTS = [
    (CUBE, rng.integers(-3, 3, 24), rng.integers(-4, 4, 24)),
    ((CUBE * 9).astype(np.uint8), rng.integers(0, 3, 8), rng.integers(0, 4, 8)),
    (CUBE[:, ::-1], np.array([2, 0]), np.array([1, -1])),
]
