"""What gives all elements one value may write into a tensor whose elements share memory; what doesn't, may not."""

import torch


def tried(x: torch.Tensor, way: int):
    wide = x.expand(2, 3)
    try:
        if way == 0:
            wide.fill_(2)
        elif way == 1:
            wide.zero_()
        elif way == 2:
            wide.masked_fill_(torch.tensor([[True, False, False], [False, True, False]]), 7)
        elif way == 3:
            wide[torch.tensor([True, False])] = 4
        elif way == 4:
            wide[[0, -1]] = torch.ones(3)
        elif way == 5:
            wide.index_fill_(1, torch.tensor([2]), 5)
        elif way == 6:
            wide.tril_()
        elif way == 7:
            wide += 1
        elif way == 8:
            wide.copy_(torch.ones(2, 3))
        elif way == 9:
            wide.masked_scatter_(torch.tensor([True, False, True]), torch.zeros(9))
        elif way == 10:
            wide.index_copy_(0, torch.tensor([0]), torch.ones(1, 2))
        elif way == 11:
            wide.clone().index_copy_(0, torch.tensor([0]), torch.ones(1, 2))
        else:
            wide.clone().index_add_(0, torch.tensor([0]), torch.ones(1, 2))
    except RuntimeError as error:
        return str(error), x
    return "", x


def program(x: torch.Tensor, way: int):
    return tried(x, way)


INPUTS = [(torch.tensor([1.0, 2.0, 3.0]), way) for way in range(13)]
