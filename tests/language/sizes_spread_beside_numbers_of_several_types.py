import torch


def attempt(call, tells=False):
    try:
        return tuple(call().shape)
    except TypeError as error:
        return str(error) if tells else "TypeError"


def program(x, sizes):
    row = tuple(sizes.tolist())
    found = [
        attempt(lambda: x.expand(*row, 3)),
        attempt(lambda: x.expand(*x.shape[:-1], row[1], 3), tells=True),
        attempt(lambda: torch.zeros(2, *row), tells=True),
        attempt(lambda: x.reshape(*x.shape[:-1], *row, 1)),
    ]
    return found


INPUTS = [
    (torch.rand(2, 1, 1), torch.tensor([2, 5])),
    (torch.rand(3, 1, 1), torch.tensor([4, 2])),
    (torch.rand(2, 1, 1), torch.tensor([2.0, 5.0])),
]
