import numpy as np


def program(a: np.ndarray, b: np.ndarray, m: np.ndarray, n: int):
    changes = np.r_[True, a[1:] != a[:-1]]
    padded = np.r_[0, a, a[-1], [1, 2]]
    mixed = np.r_[a, b, 1:n, 0 : a[-1] : 5j, :3]
    columns = np.c_[a, b], np.c_[m, np.ones(len(m))], np.c_[0:n, 1 : n + 1]
    boxes = np.c_[np.maximum(a[0], b)[:, np.newaxis], b[:, np.newaxis]]
    directed = np.r_["-1", m, m], np.r_["0,2", a, m], np.r_["1,2,0", a, b], np.r_["0,3,1", a, m]
    any_length = np.r_[tuple([a, b] * n)]
    return changes, padded, mixed, columns, boxes, directed, any_length


INPUTS = [
    (np.array([1.0, 2.0, 2.0]), np.array([3, 4, 5], dtype=np.float32), np.arange(6.0).reshape(2, 3), 3),
    (np.array([5.0, 5.0, 7.0]), np.array([0, 4, 5], dtype=np.float32), np.arange(3.0).reshape(1, 3), 1),
]
