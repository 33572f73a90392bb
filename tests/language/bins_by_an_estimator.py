import numpy as np


def program(values, name: str):
    counts, edges = np.histogram(values, bins="auto")
    try:
        named = np.histogram(values, bins=name)
    except ValueError as error:
        named = str(error)
    return (
        counts,
        edges,
        named,
        np.histogram(values, bins="sturges", range=(0, 5)),
        np.histogram_bin_edges(values, "fd"),
    )


INPUTS = [
    (np.sin(np.arange(60.0)) * 4, "sqrt"),
    (np.arange(20) % 7, "rice"),
    (np.zeros(5), "scott"),
    (np.array([]), "unknown"),
]
