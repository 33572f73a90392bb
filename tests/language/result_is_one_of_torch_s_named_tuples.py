import torch


def program(x: torch.Tensor, n: int):
    best = x.max(dim=0)
    if n > 2:
        best = x.max(dim=1)
    return best, best.values, best[1], torch.sort(x)[0]


INPUTS = [(torch.tensor([[1.0, 4.0], [3.0, 2.0]]), 1), (torch.tensor([[1.0, 4.0], [3.0, 2.0]]), 3)]
