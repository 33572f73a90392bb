import numpy as np


def program(x):
    return x.numpy() + np.random.default_rng(0).random(3)
