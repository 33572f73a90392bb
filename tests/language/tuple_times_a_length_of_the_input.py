import torch


def program(x: torch.Tensor, pairs: list[int]):
    rows = (x, x * 2) * len(pairs)
    return torch.stack(rows, dim=-1), torch.cat(rows), len(rows), max(torch.arange(3).tolist())


INPUTS = [(torch.arange(3.0), [1, 2]), (torch.ones(2), [5])]
