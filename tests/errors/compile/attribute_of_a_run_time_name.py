import math


def program(x: float, name: str):
    return getattr(math, name)(x)
