import torch
from joblib import Parallel, delayed


def scaled(x, factor, bias=0):
    return x * factor + bias


def program(x: torch.Tensor, count: int):
    tasks = [delayed(scaled)(x, k) for k in range(count)]
    rows = Parallel(n_jobs=2, prefer="threads")(tasks)
    total = sum(
        Parallel(n_jobs=2, prefer="threads", return_as="generator")(delayed(scaled)(x, k, bias=1) for k in range(count))
    )
    return torch.stack(rows), total


INPUTS = [(torch.ones(2), 3), (torch.ones(1), 1)]
