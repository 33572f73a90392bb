import numpy as np


def common(first, second):
    """As Norfair pairs what has the same label, None among them."""
    mine, others = np.array(first).astype(str), np.array(second).astype(str)
    found = []
    for label in np.intersect1d(np.unique(mine), np.unique(others)):
        found.append((str(label), np.flatnonzero(mine == label), np.flatnonzero(others == label)))
    return found


def program(labels: list[str], counts: np.ndarray):
    unsure = [None if label == "none" else label for label in labels]
    texts = counts.astype(str)
    joined = np.union1d(np.array(labels), np.array(["car", "b"]))
    rest = np.setdiff1d(np.array(labels), np.array(["car"]))
    both, mine, others = np.intersect1d(np.array(labels), np.array(["none", "car"]), return_indices=True)
    return {
        "common": common(unsure, [None, "car", None]),
        "nothing": common([None, None], [None]),
        "texts": [str(text) for text in texts],
        "flags": [str(text) for text in (counts > 2).astype(str)],
        "joined": joined.tolist(),
        "rest": rest.tolist(),
        "both": (both.tolist(), mine, others),
        "cut": [str(text) for text in np.array(["abcdef", "xy"]).astype("U3")],
    }


INPUTS = [
    (["car", "none", "bus", "car"], np.array([1, 2, 30])),
    (["car", "bus"], np.array([0.5, 2.0, 1e20])),
]
