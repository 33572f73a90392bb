"""A loop whose passes are large, and differ in a number only: what each leaves is what the next one finds."""

import numpy as np
from scipy.optimize import linear_sum_assignment


def matched(costs, ages, level):
    rows = [i for i, age in enumerate(ages) if age == 1 + level]
    if not rows:
        return []
    found, columns = linear_sum_assignment(costs[rows])
    order = sorted(zip(found.tolist(), columns.tolist()), key=lambda pair: (-pair[1], pair[0]))
    return [(rows[row], column) for row, column in order if costs[rows[row], column] < 0.9]


def program(costs: np.ndarray, ages: list[int]):
    pairs, names, last = [], [], None
    for level in range(12):
        for row, column in matched(costs, ages, level):
            if column not in [c for _, c in pairs]:
                pairs.append((row, column))
        if len(pairs) >= 4:
            break
        names.append(f"level {level}")
        last = level * len(pairs)
    return pairs, names, last


INPUTS = [
    (np.array([[0.1, 0.5, 0.7], [0.2, 0.05, 0.3], [0.6, 0.4, 0.95], [0.3, 0.2, 0.1]]), [1, 3, 1, 11]),
    (np.array([[0.1, 0.5], [0.2, 0.05]]), [1, 1]),
    (np.array([[0.1]]), [40]),
]
