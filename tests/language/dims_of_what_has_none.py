from __future__ import annotations

import torch


def refused(function):
    try:
        return function()
    except (IndexError, RuntimeError) as error:
        return str(error)


def program(x):
    return (
        refused(lambda: torch.unique_consecutive(x, dim=-1)),
        refused(lambda: torch.unique(x, dim=0)),
        refused(lambda: torch.take_along_dim(x, torch.tensor(0), 0)),
        refused(lambda: torch.linalg.solve(torch.eye(2), x)),
        torch.topk(x, 0),
        "%.2f, %s" % (x, x),
        "%.1f" % x,
        "%d" % x.int(),
        "loss %s" % x,
        "%5.1f|" % x.numpy(),
    )


INPUTS = [(torch.tensor(2.5),), (torch.tensor(-1.0),)]
