import torch


def attempt(x: torch.Tensor, which: int):
    try:
        if which == 0:
            x[1:] -= 1
        elif which == 1:
            x[[0, -1]] = x[1]
        elif which == 2:
            x[1:].copy_(x[1])
        elif which == 3:
            x[1:] = x[1:]
        else:
            x[:] = x.clone()[0]
    except RuntimeError as error:
        return str(error)
    return "written"


def program(x: torch.Tensor):
    return [attempt(x, i) for i in range(5)], x, x[0].expand(1, 1, 3).stride()


INPUTS = [(torch.arange(6.0).reshape(2, 3),), (torch.arange(9.0).reshape(3, 3),)]
