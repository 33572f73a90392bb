import torch


def program(x):
    return torch.quantize_per_tensor(x, 0.1, 0, torch.qint8).int_repr()
