import numpy as np

FIRST, SECOND = np.arange(6.0).reshape(2, 3), np.zeros((2, 3))
TABLES = {"a": np.ones((2, 3)), "b": np.zeros((2, 3))}
ROWS = [np.ones(3), np.zeros(3)]


def program(n: int):
    chosen = FIRST if n > 1 else SECOND
    chosen += 1
    flat = TABLES["a" if n > 2 else "b"].reshape(-1)
    flat[2] = n
    for row, factor in zip(ROWS, (2, n)):
        row *= factor
        row[0] += 1
    moving = FIRST
    for i in range(n):
        if i == 2:
            moving = np.zeros((2, 3))
        moving += 0.5
    return (
        FIRST.copy(),
        SECOND.copy(),
        TABLES["a"].copy(),
        TABLES["b"].copy(),
        [row.copy() for row in ROWS],
        moving.copy(),
    )


INPUTS = [(1,), (4,), (2,), (3,)]
