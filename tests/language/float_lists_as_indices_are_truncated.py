import torch


def program(x: torch.Tensor, where: list[float]):
    return x[[0.1, 1.9]], x[where], torch.DoubleTensor(), torch.Tensor().shape, torch.LongTensor().dtype


INPUTS = [(torch.arange(6.0).reshape(3, 2), [2.5, 0.25]), (torch.ones(2), [1.0]), (torch.ones(2), [2.0])]
