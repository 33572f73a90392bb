import numpy as np

NAMES = {0: "cat", 1: "a dog", 2: "bird"}


def tried(call):
    try:
        return call()
    except (OverflowError, ValueError) as error:
        return str(error)


def program(numbers, places, bytes_):
    halved = np.vectorize(lambda v: v / 2)
    kept = np.vectorize(lambda v: v if v < 2 else v + 0.5)
    both = np.vectorize(lambda v, w: (v > w, v * w))
    named = np.vectorize(NAMES.get)
    return {
        "halved": (halved(numbers), halved(places)),
        "kept": (kept(numbers), kept(places), kept(bytes_)),
        "both": both(numbers, 1),
        "named": named(places),
        "doubled": tried(lambda: np.vectorize(lambda v: v * 2)(bytes_)),
        "empty": tried(lambda: halved(numbers[:0])),
        "wide": np.vectorize(lambda v: v, otypes=[np.float64])(places),
    }


INPUTS = [
    (np.array([1.5, -2.0, 3.0], np.float32), np.array([1, 0, 2]), np.array([3, 200], np.uint8)),
    (np.array([[0.5], [4.0]], np.float32), np.array([0]), np.array([0, 7], np.uint8)),
    (np.array([3.0], np.float32), np.array([2, 5]), np.array([1], np.uint8)),
]
