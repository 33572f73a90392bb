import torch


def program(x: torch.Tensor, i: int):
    x[None] /= 2
    x[None, i, 0] += 2
    x[torch.tensor(0), 1::2] -= x.sum()
    x[-2::3] *= 0.5
    x[1] = x[1, 0]
    x[:, :0] += 1
    x[None, :, None] -= x[0, 0]
    empty = x[:1, False]
    empty += 1
    return x, empty.shape


INPUTS = [(torch.arange(6.0).reshape(2, 3), 1), (torch.arange(12.0).reshape(4, 3).T, 0)]
