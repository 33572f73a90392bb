import torch


def split(x, n):
    if x.numel() <= n:
        return x.sum()
    h = x.size(0) // 2
    return torch.maximum(split(x[:h], n), split(x[h:], n))


def program(x, n: int):
    return split(x, n)


INPUTS = [(torch.arange(8.0), 2), (torch.arange(5.0), 1)]
