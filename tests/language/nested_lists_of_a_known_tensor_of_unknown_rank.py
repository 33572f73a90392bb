import torch


def program(x: torch.Tensor):
    first = torch.where(torch.tensor([False, True, False]), torch.tensor([-3, 8, -9]), torch.tensor([4, 8, -9]))
    one = (first.masked_fill(torch.tensor([False, False, False]).masked_fill(first < 3, False), 8) // 3).tolist()
    return len(one), x.tolist()


INPUTS = [(torch.ones(2),)]
