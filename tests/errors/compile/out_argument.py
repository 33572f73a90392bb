import torch


def program(x):
    y = torch.empty(2)
    torch.add(x, x, out=y)
    return y
