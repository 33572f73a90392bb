import numpy as np

NAMES = ["cat", "dog", "bird"]


def program(indices: np.ndarray):
    return "".join(np.array(NAMES)[indices])
