"""numpy.random.default_rng: uniform and normal numbers by arrays that are broadcast; lognormal, poisson and binomial."""

import numpy as np


def program(seed: int, scale: np.ndarray):
    rng = np.random.default_rng(seed)
    drawn = [rng.uniform(low=-scale, high=scale), rng.uniform(0.0, scale, size=(3, 2)), rng.normal(scale, 1.0)]
    drawn += [rng.normal(0.0, scale, (2, 2)), rng.lognormal(0.5, 0.1, 3), rng.uniform(-0.1, 0.1, size=4)]
    counts = [rng.poisson(3.5, 6), rng.poisson(scale * 20), rng.binomial(9, 0.3, 4), rng.binomial([3, 20], 0.4)]
    try:
        rng.uniform(scale, -scale)
    except ValueError as error:
        return drawn, counts, str(error), rng.poisson(2), rng.uniform()


INPUTS = [(0, np.array([1.0, 2.5])), (5, np.array([0.5, 4.0]))]
