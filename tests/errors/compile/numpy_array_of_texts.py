import numpy as np

NAMES = [["cat", "dog"], ["bird", "fish"]]


def program(indices: np.ndarray):
    return list(np.array(NAMES)[indices])
