"""Operators of masked arrays: what is masked stays so, and divisors of zero are masked."""

import numpy as np


def equalized(image):
    counts, _ = np.histogram(image.ravel(), 16, [0, 16])
    sums = np.ma.masked_equal(counts.cumsum(), 0)
    sums = (sums - sums.min()) * 255 / (sums.max() - sums.min())
    return sums.filled(0).astype(np.uint8)[image]


def program(depths, row):
    near = np.ma.masked_where(depths > 2.5, depths)
    far = np.ma.masked_less(depths, 1.0)
    made = [
        near + 1,
        2 * near,
        near - row,
        near * far,
        near / far,
        near / 0.0,
        -near,
        abs(near),
        near > 1.5,
        far <= near,
    ]
    spread = near.std(), near.var(), near.std(axis=0).filled(-1.0), near.min(axis=1).filled(-1.0)
    places = near.argmin(), near.argmax(), far.argmax(axis=0)
    return [(m.filled(-7), m.mask) for m in made], spread, places, equalized((depths * 4).astype(np.int64))


INPUTS = [
    (np.array([[0.5, 1.0, 3.0], [2.0, 0.0, 2.25]]), np.array([1.0, 2.0, 0.5])),
    (np.array([[0.5, 0.25, 2.5], [1.0, 2.0, 0.75]]), np.array([1.0, 0.0, 0.5])),
]
