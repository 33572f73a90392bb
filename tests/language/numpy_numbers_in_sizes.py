import numpy as np
import torch


def program(x: torch.Tensor, n: int):
    missing = -n % np.int64(4)
    total = np.prod(np.array([2, n]))
    return (
        torch.zeros((x.shape[0], missing)),
        torch.full([1, missing], 3),
        x.new_ones((total, 2)),
        x.expand((total, 2)),
        torch.ones(missing),
    )


INPUTS = [(torch.tensor([1.0, 2.0]), 3), (torch.tensor([0.5, 0.25]), 5), (torch.tensor([0.5, 0.25]), 4)]
