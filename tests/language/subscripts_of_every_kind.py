from __future__ import annotations

import torch

torch.manual_seed(0)


def program(x, i: int, j: int):
    idx = (slice(None), None, i)
    k = torch.tensor(1)
    return (
        x[None],
        x[..., None],
        x[i],
        x[-1],
        x[i:j],
        x[:, i:j, ::2],
        x[k:],
        x[:, k],
        x[idx],
        x[..., -1],
        x[i, ..., j],
        x[True],
        x[False],
        x[:, None, :, None],
        x[torch.tensor(0)],
        x[:j, :, :][..., :i],
    )


INPUTS = [(torch.randn(3, 4, 5), 0, 2), (torch.randn(3, 4, 5), 1, 3)]
