import itertools

COLOURS = itertools.cycle(["red", "green"])


def program(x):
    return x, next(COLOURS)
