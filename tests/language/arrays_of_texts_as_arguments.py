import numpy as np


def program(names, places, name):
    picked = names[places]
    names[0] = name
    return picked, names == name


INPUTS = [(np.array(["ant", "bee"]), np.array([1, 0, 1]), "wasp"), (np.array(["a", "b"]), np.array([0]), "bb")]
