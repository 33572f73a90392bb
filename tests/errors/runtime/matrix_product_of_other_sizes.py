import torch


def program(x, y):
    return (x + 1) @ y


INPUTS = (torch.zeros(2, 3), torch.zeros(4, 2))
