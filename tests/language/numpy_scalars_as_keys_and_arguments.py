import numpy as np


def program(values):
    seen = {}
    for v in values:
        seen[v] = seen.get(v, 0) + 1
    n = values.max()
    squares = [k * k for k in range(n)]
    words = "ab" * values[0]
    return (
        seen,
        squares,
        words,
        3 in seen,
        round(np.float32(2.567), 1),
        divmod(values[1], 2),
        min(values[0], 2),
        abs(-values[0]),
    )


INPUTS = [(np.array([3, 3, 1]),), (np.array([1, 2], np.int32),)]
