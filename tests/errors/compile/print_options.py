import torch


def program(x):
    torch.set_printoptions(precision=2)
    return str(x)
