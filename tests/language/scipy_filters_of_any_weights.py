"""``scipy.ndimage.correlate`` and ``convolve`` of images and volumes, by weights of any shape, complex ones too."""

import numpy as np
from scipy import ndimage


def program(values, weights):
    codes = ndimage.correlate((values > 0.5).astype(np.uint8), np.arange(weights.size).reshape(weights.shape) % 5)
    turned = ndimage.convolve(values, weights, mode="wrap", origin=-1)
    complex_ = ndimage.convolve(values, weights + 1j * weights[::-1])
    return (
        ndimage.correlate(values, weights),
        ndimage.convolve(values, weights, mode="constant"),
        turned,
        codes,
        complex_,
    )


RANDOM = np.random.RandomState(0)
INPUTS = [
    (RANDOM.rand(7, 8), RANDOM.rand(3, 3)),
    (RANDOM.rand(6, 5), RANDOM.rand(2, 4)),
    (RANDOM.rand(4, 5, 6), RANDOM.rand(3, 2, 3)),
    (RANDOM.rand(4, 5), RANDOM.rand(3)),
]
