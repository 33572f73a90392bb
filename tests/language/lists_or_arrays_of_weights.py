"""Weights that are a list where they are given and an array where not: what is asked of either."""

import numpy as np


def program(count: int, weights: list[float] | None = None):
    if weights is None:
        weights = np.ones(count) / 2
    if len(weights) != count:
        weights = np.ones(count)
    total = 0.0
    for weight in weights:
        total += float(weight)
    scaled = np.array(weights) / max(weights)
    return (
        scaled,
        min(weights) / 2,
        sum(weights),
        sorted(weights),
        total,
        list(map(float, weights)),
        any(weights),
        0.5 in weights,
    )


INPUTS = [(2, [0.5, 2.0]), (3,), (3, [1.0]), (1, None)]
