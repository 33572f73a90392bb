"""numpy.random.choice of a list of objects gives one of them, or an array of some."""

import numpy as np


class Step:
    def __init__(self, factor, function):
        self.factor = factor
        self.function = function

    def __call__(self, x):
        return self.function(x, self.factor)


def scaled(x, factor):
    return x * factor


STEPS = [Step(2.0, scaled), Step(3.0, lambda x, factor: x + factor), Step(0.5, scaled)]


class Player:
    def __init__(self, number):
        self.number = number


def program(seed: int, weights: list[float]):
    np.random.seed(seed)
    x = 1.0
    for step in np.random.choice(STEPS, 2, replace=len(weights) > 0, p=weights if len(weights) > 0 else None):
        x = step(x)
    x = np.random.choice(STEPS)(x)
    players = [Player(n) for n in range(seed, seed + 4)]
    rng = np.random.default_rng(seed)
    picked = rng.choice(players, size=3, replace=False)
    return x, [player.number for player in picked], rng.choice(players).number, len(picked), np.random.choice([3, 4], 2)


INPUTS = [(1, [0.5, 0.25, 0.25]), (2, [0.1, 0.1, 0.8]), (7, [])]
