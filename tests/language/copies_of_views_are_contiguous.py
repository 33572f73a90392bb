import torch


def program(x):
    parts = torch.unbind_copy(x, -1)
    copies = (
        torch.permute_copy(x, (2, 0, 1)),
        torch.diagonal_copy(x, 0, 0, 1),
        torch.as_strided_copy(x, (2, 2), (1, 2)),
        torch.transpose_copy(x, 0, 2),
        parts[0],
    )
    first = copies[0]
    first += 1
    return [(c.stride(), c.is_contiguous()) for c in copies], copies, x


INPUTS = [(torch.arange(24.0).reshape(2, 3, 4),)]
