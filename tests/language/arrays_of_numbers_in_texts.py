"""``numpy.array`` of texts with a dtype of numbers: lines of a label file, one by one and all at once."""

import numpy as np


def program(text: str):
    rows = np.array([line.split() for line in text.splitlines()], dtype=np.float32)
    first = text.splitlines()[0].split()
    box = np.array(first[1:], dtype=np.float64).reshape(-1, 2)
    numbers = np.asarray(first[:1], dtype=np.int64), np.fromstring(text.splitlines()[-1], dtype=np.float32, sep=" ")
    return rows, box, numbers, np.array([None, 3.0], dtype=np.float32), np.array(["a", ""], dtype=bool)


INPUTS = [("0 .1 .2 .3 .4\n1 5 6 7 8",), ("2.5 1 2",), ("0 1 x",), ("0 1 2\n3 4",)]
