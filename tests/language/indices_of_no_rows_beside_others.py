import torch


def program(x, rows: list[int], table: list[list[int]]):
    y = x.clone()
    y[rows, :2] -= 1
    y[:, rows] *= 2
    y[..., rows] = 5
    return x[:, rows], x[rows, :2], x[..., rows], x[[0, 1]][:, rows], x[:, table], x[table, [0]], y


INPUTS = [
    (torch.arange(12.0).reshape(3, 4), [0, 2], [[0], [1]]),
    (torch.arange(12.0).reshape(3, 4), [], [[]]),
    (torch.arange(12.0).reshape(3, 4), [1], []),
]
