import torch

TABLE = torch.zeros(3)


def program(x):
    TABLE[0] = x.sum()
    return TABLE
