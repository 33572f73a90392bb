import numpy as np


class Dispatcher:
    """What numba's njit makes, as far as a program sees it: numba itself is too large for the tests."""

    __module__ = "numba.core.registry"

    def __init__(self, function):
        self.py_func = function
        self.__code__ = function.__code__

    def __call__(self, *args):
        return self.py_func(*args)


class Elementwise:
    """The same of vectorize."""

    __module__ = "numba.np.ufunc.dufunc"

    def __init__(self, function):
        self._dispatcher = Dispatcher(function)
        self.nin = 1

    def __call__(self, *args):
        return np.vectorize(self._dispatcher.py_func)(*args)


@Dispatcher
def overlap(a, b):
    width = min(a[1], b[1]) - max(a[0], b[0])
    return max(0.0, width) / (max(a[1], b[1]) - min(a[0], b[0]))


@Dispatcher
def kept(spans, scores, threshold):
    order = np.argsort(-scores)
    found = []
    for i in order:
        if all(overlap(spans[i], spans[j]) <= threshold for j in found):
            found.append(i)
    return np.array(found)


@Elementwise
def score(x):
    return x * x if x > 0.5 else -x


def program(spans: np.ndarray, scores: np.ndarray):
    return kept(spans, scores, 0.3), score(scores)


INPUTS = [
    (np.array([[0.0, 4.0], [1.0, 5.0], [6.0, 9.0], [3.5, 6.5]]), np.array([0.4, 0.9, 0.2, 0.7])),
    (np.array([[0.0, 1.0]]), np.array([0.6])),
]
