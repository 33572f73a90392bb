import numpy as np


def program(rows):
    out = []
    for a, b, c in rows.tolist():
        out.append((a + b, c))
    total = 0
    for row in rows:
        x, y, z = row
        total += x * y - z
    largest = [r.max() for r in rows]
    pairs = [(int(r[0]), r.sum()) for r in rows if r.sum() > 3]
    return out, total, largest, pairs, list(zip(rows[0], rows[1]))


INPUTS = [(np.arange(6).reshape(2, 3),), (np.arange(9.0).reshape(3, 3),)]
