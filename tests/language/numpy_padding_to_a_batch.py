import numpy as np


def program(sequences: list[list[int]], pad: int):
    longest = max(len(s) for s in sequences)
    ids = np.full((len(sequences), longest), pad, dtype=np.int64)
    mask = np.zeros_like(ids)
    for i, s in enumerate(sequences):
        ids[i, : len(s)] = s
        mask[i, : len(s)] = 1
    return ids, mask, mask.sum(axis=1), ids[mask.astype(bool)]


INPUTS = [([[5, 6, 7], [8]], 0), ([[1]], -1)]
