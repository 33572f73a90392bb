import numpy as np


def program(data: dict[str, np.ndarray], keys: list[str]):
    columns = [data[k] for k in keys]
    table = np.column_stack(columns)
    mean, std = table.mean(0), table.std(0, ddof=1)
    z = (table - mean) / np.where(std == 0, 1, std)
    outliers = np.argwhere(np.abs(z) > 1.1)
    order = np.lexsort((table[:, 1], table[:, 0]))
    lag = np.stack([np.roll(table[:, 0], k) for k in range(3)], axis=1)[2:]
    coeff = np.linalg.solve(lag.T @ lag + np.eye(3), lag.T @ table[2:, 1])
    ranks = table[:, 0].argsort().argsort()
    moving = np.convolve(table[:, 1], np.ones(2) / 2, "valid")
    return z.round(8), outliers, table[order], coeff.round(8), ranks, moving, {k: v.max() for k, v in data.items()}


INPUTS = [({"a": np.array([3.0, 1.0, 2.0, 1.0]), "b": np.array([1.0, 5.0, 2.0, 0.0])}, ["a", "b"])]
