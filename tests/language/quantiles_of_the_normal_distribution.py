from __future__ import annotations

import torch


def program(p, x):
    return (
        torch.special.ndtri(p),
        torch.special.ndtr(x),
        torch.special.log_ndtr(x),
        torch.special.erfcx(x),
        torch.special.ndtri(torch.special.ndtr(x)),
        torch.special.xlog1py(p, -p),
        torch.special.entr(p),
    )


INPUTS = [(torch.tensor([0.0, 0.01, 0.5, 0.975, 1.0]).double(), torch.tensor([-4.0, -1.5, 0.0, 0.5, 3.0]).double())]
