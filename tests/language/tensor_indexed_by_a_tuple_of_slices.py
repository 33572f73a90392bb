import torch


def program(x: torch.Tensor, axis: int):
    kept = tuple([slice(None)] * axis + [slice(None, -1, 2)])
    first = tuple([slice(None)] * axis + [slice(0, 1)])
    changed = x.clone()
    changed[first] = 7.0
    return torch.cat([x[first], x[kept]], dim=axis), changed, x[(slice(None),) * axis + (0,)]


INPUTS = [(torch.arange(24.0).reshape(2, 3, 4), axis) for axis in (1, 0, 2, 3)]
