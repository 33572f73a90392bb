"""With full rank, nearly so, and without; of more rows than columns and of fewer; in batches."""

from __future__ import annotations

import numpy as np
import torch


def program(a, b):
    found = torch.linalg.lstsq(a, b)
    narrow = torch.linalg.lstsq(a.mT, b[:20])
    low = torch.cat([a, a[:, :3]], dim=1)
    both = torch.linalg.lstsq(torch.stack([a, low[:, 3:]]), torch.stack([b, b]), driver="gelsd")
    x, squares, rank, values = np.linalg.lstsq(a.numpy(), b.numpy(), rcond=None)
    y, none, less, _ = np.linalg.lstsq(low.numpy(), b[:, 0].numpy(), rcond=1e-10)
    return (
        found.solution,
        found.rank,
        found.residuals.shape,
        narrow[0],
        both.solution,
        both.residuals,
        both.rank,
        torch.linalg.lstsq(low, b, driver="gelsd").rank,
        torch.linalg.lstsq(low, b, driver="gelsd").solution,
        torch.linalg.lstsq(a, b, driver="gels").residuals,
        (x, squares, int(rank), values),
        (y, none.shape, int(less)),
    )


torch.manual_seed(0)
INPUTS = [(torch.randn(40, 20).double(), torch.randn(40, 3).double())]
