import torch


def program(x, index: int):
    return x[:, index]


INPUTS = (torch.zeros(3, 5), 5)
