import torch


class Boxes(torch.Tensor):
    pass


def program(x):
    return x.as_subclass(Boxes) * 2
