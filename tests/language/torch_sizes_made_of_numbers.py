from __future__ import annotations

import torch


def program(x, sizes: list[int]):
    shape = torch.Size([x.shape[0], 3]) + x.shape[1:]
    given = torch.Size(sizes)
    twice = torch.Size(n * 2 for n in sizes)
    return shape, given, given.numel(), twice, torch.Size(), torch.zeros(given), given == torch.Size(x.shape)


INPUTS = [(torch.zeros(2, 4), [2, 4]), (torch.zeros(1, 2, 3), []), (torch.zeros(5), [5])]
