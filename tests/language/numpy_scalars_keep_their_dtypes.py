import numpy as np


def program(values, scale):
    first = values[0]
    half = first / 2
    text = f"{first} {half:.3f} {np.float32(0.1)} " + str(np.float32(0.1)) + repr(first)
    table = {1: "one", 2: "two"}
    return first, half, first * scale, int(first), float(first), text, table[values[1]], [10, 20, 30][values[1]]


INPUTS = [(np.array([7, 2]), 0.5), (np.array([7, 1], np.int32), 1.5), (np.array([7, 1], np.uint8), 2.0)]
