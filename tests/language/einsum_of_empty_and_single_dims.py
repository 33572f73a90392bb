from __future__ import annotations

import torch


def program(x, y):
    return (
        torch.einsum("...i,...i->...", x, y),
        torch.einsum("i,i->i", x, y),
        torch.einsum("i,j->ij", x, y),
    )


INPUTS = [(torch.ones(0), torch.ones(1)), (torch.ones(1), torch.ones(0)), (torch.ones(1), torch.ones(3))]
