from __future__ import annotations

import torch
import torch.nn.functional as F


def program(x):
    return (
        F.avg_pool2d(x, 2, stride=None),
        F.avg_pool2d(x, (2, 1), None, (1, 0)),
        F.max_pool2d(x, 2, stride=None, padding=1),
        F.avg_pool1d(x[0], 2, None),
        torch.max_pool2d(x, 2, stride=None),
        F.lp_pool2d(x.abs(), 2, 2, None),
    )


INPUTS = [(torch.arange(48.0).view(1, 3, 4, 4),), (torch.arange(36.0).view(1, 1, 6, 6),)]
