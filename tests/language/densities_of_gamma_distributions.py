from __future__ import annotations

import torch


def program(x, shape, rate):
    log_density = shape * torch.log(rate) + (shape - 1) * torch.log(x) - rate * x - torch.lgamma(shape)
    entropy = shape - torch.log(rate) + torch.lgamma(shape) + (1 - shape) * torch.digamma(shape)
    below = torch.special.gammainc(shape, rate * x)
    return (
        log_density,
        entropy,
        below,
        torch.special.gammaincc(shape, rate * x),
        torch.polygamma(1, shape),
        shape.mvlgamma(2),
    )


INPUTS = [(torch.tensor([0.1, 1.0, 3.0]), torch.tensor([2.0, 1.5, 7.0]), torch.tensor([0.5, 2.0, 1.0]))]
