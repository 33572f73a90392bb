"""A parameter takes what its default is, also where the first call gave it something else."""

import torch


def program(x, mask=None, scale=1, names=("a", "b"), bias: torch.Tensor = None, size=None):
    if mask is not None:
        x = x.masked_fill(mask, 0.0)
    if bias is None:
        bias = torch.ones(())
    height, width = size if size is not None else x.shape
    return x * scale + bias, scale, [n.upper() for n in names], type(names).__name__, height * width


INPUTS = [
    (torch.ones(2, 3), torch.tensor([True, False, True]), 2.5, ["x", "y"], torch.full((3,), 2.0), (4, 5)),
    (torch.ones(2, 3),),
    (torch.ones(2, 3), None, 3, ("y", "z"), None, (1, 2)),
    (torch.ones(2, 3), torch.tensor([[True], [False]]), 0.5),
]
