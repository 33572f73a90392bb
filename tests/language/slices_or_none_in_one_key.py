import torch


def program(x: torch.Tensor, added: list[int], picked: int | None):
    key = tuple(None if i in added else slice(None) for i in range(3))
    rows = x[slice(picked, None) if picked is not None else None, 0 if picked else slice(1)]
    return x[key], rows


INPUTS = [
    (torch.arange(6.0).reshape(2, 3), added, picked) for added, picked in (([1], None), ([0, 2], 0), ([0, 1, 2], 1))
]
