"""``scipy.ndimage``'s map_coordinates, affine_transform, rotate and shift, and elastic deformations by them."""

import numpy as np
from scipy import ndimage


def elastic(image, strength: float, seed: int):
    draws = np.random.RandomState(seed)
    shape = image.shape
    moves = [ndimage.gaussian_filter(draws.rand(*shape) * 2 - 1, 2.0) * strength for _ in range(2)]
    rows, columns = np.meshgrid(np.arange(shape[0]), np.arange(shape[1]), indexing="ij")
    places = np.reshape(rows + moves[0], (-1, 1)), np.reshape(columns + moves[1], (-1, 1))
    return ndimage.map_coordinates(image, places, order=1, mode="reflect").reshape(shape)


def program(image, labels, volume, angle: float):
    places = np.stack([labels * 3.3 - 2, labels * 5.1 - 3])
    read = [ndimage.map_coordinates(image, places, order=1, mode=mode) for mode in ("constant", "nearest", "wrap")]
    turned = ndimage.rotate(image, angle), ndimage.rotate(labels, angle, reshape=False, order=0, mode="mirror")
    matrix = np.array([[0.9, 0.1, 0, 1], [-0.1, 1.1, 0, 0], [0, 0, 1, 0.5], [0, 0, 0, 1]])
    moved = ndimage.shift(image, (1.5, -0.5)), ndimage.affine_transform(volume, matrix, order=1)
    slices = ndimage.rotate(volume, angle, axes=(1, 2), reshape=False, order=1)
    return read, turned, moved, slices, elastic(image, 20.0, 3), ndimage.map_coordinates(image, places)


RANDOM = np.random.RandomState(0)
VOLUME = RANDOM.rand(4, 5, 6)
INPUTS = [
    (RANDOM.rand(7, 9), RANDOM.randint(0, 4, (5, 6)), VOLUME, 20.0),
    (RANDOM.randint(0, 255, (7, 9)).astype(np.uint8), RANDOM.randint(0, 4, (6, 5)), VOLUME, 90.0),
]
