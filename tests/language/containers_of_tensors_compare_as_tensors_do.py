import torch


def program(x: torch.Tensor, y: torch.Tensor):
    pair = (x, 1)
    found = [pair == (x, 1), [x] == [x], x in [y, x]]
    return found, [x] == [y], y in [x]


INPUTS = [
    (torch.tensor(1.0), torch.tensor(1.0)),
    (torch.tensor([2.0]), torch.tensor(1)),
    (torch.ones(2), torch.zeros(2)),
    (torch.ones(0), torch.ones(0)),
]
