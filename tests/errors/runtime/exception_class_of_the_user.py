import torch


class EmptyBatch(ValueError):
    pass


def program(x):
    if x.numel() == 0:
        raise EmptyBatch("nothing to do")
    return x


INPUTS = (torch.zeros(0, 3),)
