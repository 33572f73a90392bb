import torch


class Boxes(torch.Tensor):
    pass


def program(x, n: int):
    found = []
    for _ in range(n):
        found.append(x.as_subclass(Boxes))
    return isinstance(found[0], Boxes)
