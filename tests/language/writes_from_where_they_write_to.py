import torch


def program(x: torch.Tensor, row: torch.Tensor, square: torch.Tensor):
    """Each element is read when those before it have been written, as eager does where it can't tell the overlap."""
    found = [x.clone() for _ in range(6)]
    found[0][[-1]] = found[0].flatten()[::2]
    found[1][1] -= found[1].flatten()[::2]
    found[2][1] = found[2].flatten()[::2]
    found[3] += found[3][:, 0:1]
    found[4][:, 1:] += found[4][:, :-1]
    found[5][:, 0] += found[5][:, 1]
    rows = [row.clone() for _ in range(3)]
    rows[0][2::2] *= rows[0][:-2:2]
    rows[1][1::2] += rows[1][:-1:2]
    rows[2][[1, 2, 3]] = rows[2][:6:2]
    squares = [square.clone() for _ in range(2)]
    squares[0][1:, 1:] += squares[0][:-1, :-1]
    squares[1][:, 0] += squares[1][1]
    return found, rows, squares


INPUTS = [
    (torch.arange(6.0).view(2, 3), torch.arange(1.0, 8.0), torch.arange(9.0).view(3, 3)),
    (torch.arange(6).view(2, 3), torch.arange(1, 8), torch.arange(9).view(3, 3)),
]
