import torch


def program(x):
    assert x.sum() > 0
    return x


INPUTS = (torch.zeros(2),)
