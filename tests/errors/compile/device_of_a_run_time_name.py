import torch


def program(x, name: str):
    return x.to(torch.device(name))
