import torch


def refused(function):
    try:
        return function()
    except TypeError as error:
        return type(error).__name__


def program(x, sizes, order):
    count = sizes[0]
    return (
        torch.zeros(*sizes),
        x.view(*sizes),
        x.reshape(tuple(sizes)),
        x.permute(*order),
        x.permute(*torch.arange(x.dim() - 1, -1, -1)),
        x.expand(count, *x.shape),
        torch.ones(count, *sizes).shape,
        refused(lambda: x.view(*sizes.float())),
    )


INPUTS = [
    (torch.arange(6).reshape(2, 3), torch.tensor([3, 2]), torch.tensor([1, 0])),
    (torch.arange(6).reshape(6, 1), torch.tensor([2, 3]), torch.tensor([0, 1])),
]
