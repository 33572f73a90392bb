"""NumPy's arrays of globals, objects and containers keep what calls write to them."""

import numpy as np

TOTALS = np.zeros(3, np.int64)
TABLES = {"seen": np.zeros((2, 2), np.float32)}


class Ring:
    def __init__(self, size):
        self.samples = np.zeros(size, np.float32)

    def push(self, chunk):
        self.samples[: -len(chunk)] = self.samples[len(chunk) :].copy()
        self.samples[-len(chunk) :] = chunk
        return self.samples.mean()


RING = Ring(5)


def program(values: np.ndarray):
    TOTALS[0] += len(values)
    TOTALS[TOTALS > 2] = 0
    np.add(TABLES["seen"], values[:2], out=TABLES["seen"])
    TABLES["seen"].sort(axis=0)
    mean = RING.push(values)
    return TOTALS.copy(), TOTALS.sum(), TABLES["seen"].tolist(), mean, RING.samples.copy()


INPUTS = [(np.array([3.0, -1.0], np.float32),), (np.array([0.5, 2.0, 4.0], np.float32),)]
