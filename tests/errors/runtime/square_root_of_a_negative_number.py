import math


def program(x: float):
    return math.sqrt(x - 1)


INPUTS = (0.5,)
