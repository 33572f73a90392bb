from __future__ import annotations

import torch

torch.manual_seed(0)


def program(x):
    return (
        torch.special.expit(x),
        torch.special.erf(x),
        torch.linalg.norm(x),
        torch.linalg.vector_norm(x, dim=1),
        torch.special.logit(x.sigmoid()),
        torch.special.gammaln(x.abs() + 1),
        torch.special.entr(x.abs()),
        torch.special.ndtr(x),
        torch.linalg.matmul(x, x.T),
        torch.linalg.diagonal(x),
    )


INPUTS = [(torch.randn(2, 3),)]
