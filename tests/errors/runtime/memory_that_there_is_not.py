import torch


def program(n: int):
    return torch.zeros(n, n)


INPUTS = (1 << 24,)
