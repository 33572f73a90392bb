"""Exponential, gamma, beta, Dirichlet, Poisson and binomial numbers of a seed, and normal ones about each element."""

import numpy as np


def mixed(x, y, alpha: float):
    share = np.random.beta(alpha, alpha) if alpha > 0 else 1
    return share * x + (1 - share) * y


def program(seed: int, alpha: float, mean: float, image):
    np.random.seed(seed)
    generator = np.random.RandomState(seed)
    draws = generator.exponential(mean, 3), generator.gamma(alpha, 2.0, 4), generator.beta(alpha, 2 * alpha, (2, 2))
    counts = generator.poisson(mean, 6), generator.binomial(9, 0.3, 5), generator.binomial(1, 0.7)
    noisy = np.random.poisson(image * 40.0) / 40.0, np.random.normal(image, 0.1), np.random.uniform(-image, image)
    return draws, counts, noisy, mixed(image, image[::-1], alpha), np.random.dirichlet([1.0, alpha]), generator.rand()


IMAGE = np.random.RandomState(0).rand(3, 4)
INPUTS = [(3, 0.4, 2.5, IMAGE), (4, 1.0, 30.0, IMAGE), (5, 3.5, 0.5, IMAGE), (5, 0.2, -1.0, IMAGE)]
