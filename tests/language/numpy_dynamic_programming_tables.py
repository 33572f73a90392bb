import numpy as np


def dtw(a, b):
    n, m = len(a), len(b)
    cost = np.full((n + 1, m + 1), np.inf)
    cost[0, 0] = 0
    for i in range(1, n + 1):
        for j in range(1, m + 1):
            d = abs(a[i - 1] - b[j - 1])
            cost[i, j] = d + min(cost[i - 1, j], cost[i, j - 1], cost[i - 1, j - 1])
    return cost[n, m]


def ctc_decode(logits, alphabet: str):
    best = logits.argmax(axis=-1)
    chars = []
    previous = -1
    for k in best:
        if k != previous and k != 0:
            chars.append(alphabet[k - 1])
        previous = k
    return "".join(chars)


def edit_distance(a: str, b: str):
    d = np.zeros((len(a) + 1, len(b) + 1), dtype=np.int32)
    d[:, 0] = np.arange(len(a) + 1)
    d[0, :] = np.arange(len(b) + 1)
    for i, ca in enumerate(a, 1):
        for j, cb in enumerate(b, 1):
            d[i, j] = min(d[i - 1, j] + 1, d[i, j - 1] + 1, d[i - 1, j - 1] + (ca != cb))
    return int(d[-1, -1])


def program(x, y, logits, text: str):
    decoded = ctc_decode(logits, "abc")
    return dtw(x, y), decoded, edit_distance(decoded, text)


L = np.array([[0.1, 0.8, 0.1, 0], [0.1, 0.8, 0.1, 0], [0.9, 0, 0.1, 0], [0.1, 0.2, 0.6, 0.1], [0, 0, 0.1, 0.9]])
INPUTS = [
    (np.array([1.0, 2.0, 3.0]), np.array([1.0, 3.0]), L, "abd"),
    (np.array([0.5]), np.array([1.5, 2.0]), L[:2], ""),
]
