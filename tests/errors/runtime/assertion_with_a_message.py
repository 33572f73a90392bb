import torch


def program(x):
    assert x.shape[0] < 3, f"at most 2 rows, got {x.shape[0]}"
    return x


INPUTS = (torch.zeros(4, 2),)
