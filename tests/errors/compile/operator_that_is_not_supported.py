import torch


def program(x):
    return torch.linalg.svdvals(x)
