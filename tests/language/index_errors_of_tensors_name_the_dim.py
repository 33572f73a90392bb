import torch


def program(x: torch.Tensor, where: int, i: int):
    if where == 0:
        return x[i]
    if where == 1:
        return x[:, i]
    if where == 2:
        return x[0, 0, i]
    if where == 3:
        x[i] = 1.0
        return x
    if where == 4:
        return x[..., i]
    if where == 5:
        return x[None, :, i]
    return x[1][2][i]


INPUTS = [(torch.arange(6.0).reshape(2, 3), where, i) for where in range(7) for i in (0, 1, 2, 3, -3, -4)]
