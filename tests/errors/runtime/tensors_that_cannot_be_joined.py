import torch


def program(tensors: list[torch.Tensor]):
    return torch.cat(tensors, dim=1)


INPUTS = ([torch.zeros(2, 3), torch.zeros(3, 3)],)
