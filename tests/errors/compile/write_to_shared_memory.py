import torch

TABLE = torch.zeros(3)
FIRST = TABLE[:1]


def program(x):
    TABLE[0] = x.sum()
    return x + FIRST
