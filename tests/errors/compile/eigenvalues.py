import torch


def program(x):
    values, vectors = torch.linalg.eig(x)
    return vectors * values
