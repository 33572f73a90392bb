import numpy as np


def program(values, labels):
    groups = {}
    for label in np.unique(labels):
        chosen = values[labels == label]
        groups[int(label)] = (chosen.mean(), chosen.min(), len(chosen))
    names, inverse, counts = np.unique(labels, return_inverse=True, return_counts=True)
    return groups, names, inverse, counts, np.bincount(inverse, weights=values)


INPUTS = [(np.array([1.0, 2.0, 3.0, 4.0]), np.array([2, 1, 2, 7])), (np.array([5.0]), np.array([0]))]
