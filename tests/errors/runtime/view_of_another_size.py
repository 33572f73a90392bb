import torch


def program(x):
    return x.view(2, -1, 4)


INPUTS = (torch.zeros(3, 5),)
