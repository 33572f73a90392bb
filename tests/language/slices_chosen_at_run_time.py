import torch


def program(x: torch.Tensor, values: list[int], start: int, kind: int):
    if kind > 0:
        chosen = slice(start, None)
    elif kind < -2:
        chosen = slice(None, start, 2)
    else:
        chosen = torch.tensor([0, start])
    part = slice(start, -1) if kind else slice(start)
    return x[:, chosen, :], x[..., chosen], values[part], (part.start, part.stop, part.step)


INPUTS = [
    (torch.arange(24).reshape(2, 3, 4), [1, 2, 3, 4], 1, 1),
    (torch.arange(24).reshape(2, 3, 4), [1, 2, 3, 4], 2, -3),
    (torch.arange(24).reshape(2, 3, 4), [1, 2, 3, 4], 1, 0),
]
