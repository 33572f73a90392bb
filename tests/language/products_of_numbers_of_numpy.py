import math

import numpy as np


def program(sizes, factors: list[float], pairs):
    return {
        "array": math.prod(sizes),
        "list": math.prod([size for size in sizes]),
        "start": (math.prod(sizes / 2, start=3), math.prod(sizes, start=0.5)),
        "floats": (math.prod(factors), math.prod(factors, start=2)),
        "rows": math.prod([row.sum() for row in pairs]),
        "none": math.prod(sizes[:0]),
    }


INPUTS = [
    (np.array([3, 5]), [1.5, 2.0], np.ones((2, 3))),
    (np.array([2, 2, 2]), [], np.arange(6).reshape(3, 2)),
]
