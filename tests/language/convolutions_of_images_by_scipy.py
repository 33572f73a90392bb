"""scipy.signal.convolve2d and correlate2d: modes, boundaries and kernels of even sizes; resample_poly by given taps."""

import numpy as np
from scipy import signal


def program(image: np.ndarray, kernel: np.ndarray, rate: int):
    modes = [signal.convolve2d(image, kernel, mode) for mode in ("full", "same", "valid")]
    edges = [signal.convolve2d(image, kernel, "same", boundary, 2) for boundary in ("fill", "wrap", "symm")]
    turned = signal.correlate2d(image, kernel, mode="same", boundary="symm")
    taps = np.kaiser(rate * 4 + 1, 5.0)
    return modes, edges, turned, signal.resample_poly(image[0], rate, 3, window=taps / np.sum(taps))


rng = np.random.default_rng(0)
INPUTS = [
    (rng.random((7, 6)), rng.random((3, 3)), 2),
    (rng.random((6, 8)), rng.random((2, 4)), 5),
    (rng.integers(0, 9, (5, 5)), rng.integers(0, 9, (3, 1)), 4),
]
