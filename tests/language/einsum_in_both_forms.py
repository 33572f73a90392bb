from __future__ import annotations

import torch

torch.manual_seed(0)


def program(a, b):
    return (
        torch.einsum("ij,jk->ik", a, b),
        torch.einsum("ij,jk", [a, b]),
        torch.einsum(a, [0, 1], b, [1, 2], [0, 2]),
        torch.einsum("...i->...", a),
        torch.einsum("ii", a),
    )


INPUTS = [(torch.randn(3, 3), torch.randn(3, 3))]
