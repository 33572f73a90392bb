import numpy as np


class Filter:
    count = 0

    def __init__(self, size):
        self.measured = np.array([[None] * size]).T
        self.seen = np.zeros((size, 1))
        self.number = Filter.count
        Filter.count += 1

    def update(self, value):
        if value is None:
            self.measured = np.array([[None] * len(self.seen)]).T
            return
        self.measured = value.reshape(-1, 1)
        self.seen = self.seen + self.measured


def program(values):
    made = Filter(2)
    for value in values:
        made.update(value if value[0] > 0 else None)
    return made.measured, made.seen, made.measured.shape, made.number >= 0


INPUTS = [([np.array([1.0, 2.0]), np.array([0.0, 1.0])],), ([np.array([0.0, 2.0]), np.array([3.0, 1.0])],), ([],)]
