import numpy as np


def program(a: np.ndarray, n: np.ndarray):
    return (
        np.nanpercentile(a, 30), np.nanpercentile(a, [25, 50], axis=1), np.nanquantile(a, 0.5, axis=0),
        np.nanquantile(a, [0.1, 0.9], axis=0, keepdims=True), np.nanpercentile(n, 75), np.nanmedian(a[:, :0], axis=1),
        np.nanquantile(a, np.array([[0.2, 0.4]]), axis=(0, 1)), np.reciprocal(n), np.reciprocal(n.astype(np.int16)),
        np.nanpercentile(a.astype(np.float32), 40.0, axis=-1, method="nearest"), np.reciprocal(n.astype(np.int32)),
    )  # fmt: skip


INPUTS = [
    (
        np.array([[1.0, np.nan, 4.0, 2.5], [np.nan, np.nan, np.nan, np.nan], [0.5, 3.0, -1.0, np.nan]]),
        np.array([0, 2, 1]),
    ),
    (np.arange(6.0).reshape(2, 3), np.array([-1, 0])),
]
