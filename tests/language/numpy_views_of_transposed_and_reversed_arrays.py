import numpy as np


def program(x):
    flipped = x[:, ::-1]
    corner = flipped.T[:2, ::-1]
    corner[0, 0] = 99
    merged = x[::-1, ::-1].reshape(-1)
    merged[0] = -1
    rolled = np.roll(x, 1, axis=1)
    return x, flipped, corner, merged, rolled, np.rot90(x), np.flipud(x)[0], x.T.ravel(), x.swapaxes(0, 1).flatten()


INPUTS = [(np.arange(12).reshape(3, 4),), (np.arange(20, dtype=np.float32).reshape(4, 5),)]
