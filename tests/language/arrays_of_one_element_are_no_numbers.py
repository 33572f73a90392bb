"""``int`` and ``float`` take arrays without dims only, as NumPy 2.4 does."""

import math

import numpy as np


def program(values, how: str):
    if how == "int":
        return int(values)
    if how == "float":
        return float(values)
    if how == "root":
        return math.sqrt(values)
    if how == "first":
        return int(values.ravel()[0]), float(values.ravel()[:1].sum()), bool(values), values.item()
    return values.tolist()


INPUTS = [
    (np.array([3]), "list"),
    (np.array([3]), "int"),
    (np.array([[4.5]]), "float"),
    (np.array([4.0]), "root"),
    (np.array([3]), "first"),
    (np.array(3), "int"),
    (np.array(2.5), "float"),
]
