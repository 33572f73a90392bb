from typing import Tuple

import numpy as np


def best(scores: np.ndarray) -> Tuple[int, float]:
    i = int(np.argmax(scores))
    return i, float(scores[i])


def program(tables: dict[str, np.ndarray]):
    means = {k: v.mean() for k, v in tables.items()}
    tops = {k: best(v) for k, v in tables.items()}
    big = max(tables["a"].max(), tables["b"].max())
    return means, tops, big, tables["a"].max() if tables["a"].size else 0.0


INPUTS = [({"a": np.array([1.0, 3.0]), "b": np.array([2.5, 0.5])},)]
