import math

import numpy as np


def program(values):
    said = []
    try:
        return values.astype(np.float)
    except AttributeError as error:
        said.append(str(error))
    try:
        return math.no_such_function(values)
    except AttributeError as error:
        said.append(str(error))
    return said


INPUTS = [(np.array([1, 2]),)]
