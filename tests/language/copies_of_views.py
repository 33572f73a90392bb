from __future__ import annotations

import torch


def program(x):
    turned = torch.permute_copy(x, (1, 0))
    parts = torch.split_with_sizes_copy(x, [1, 2], 1)
    rows = torch.unbind_copy(x)
    x.zero_()
    return turned, parts, rows, torch.narrow_copy(turned, 0, 1, 2), torch.unsqueeze_copy(x, 0), len(rows)


INPUTS = [(torch.arange(6.0).reshape(2, 3),)]
