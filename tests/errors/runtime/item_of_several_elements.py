import torch


def program(x):
    return x.argmax(1).item() + 1


INPUTS = (torch.zeros(3, 5),)
