import numpy as np
import torch


def augmented(x):
    if np.random.rand() > 0.3:
        x = x + float(np.random.normal())
    return x + torch.from_numpy(np.random.randn(3, 4)).float()


def program(x: torch.Tensor, seed: int):
    np.random.seed(seed)
    drawn = [np.random.rand(2, 3), np.random.uniform(-1, 1, size=2), np.random.normal(0.0, 2.0, size=(2, 2))]
    numbers = [np.random.randint(0, 10, 5), np.random.randint(3), np.random.randint(0, 2**40, size=3)]
    order = [np.random.permutation(6), np.random.choice(5, 3, replace=False), np.random.choice(3, 4, p=[0.2, 0.5, 0.3])]
    own = np.random.RandomState(seed + 1)
    values = [1, 2, 3, 4, 5]
    own.shuffle(values)
    return (
        drawn,
        numbers,
        order,
        values,
        own.choice([1.5, 2.5]),
        own.standard_normal(),
        np.random.random(),
        augmented(x),
    )


INPUTS = [(torch.ones(3, 4), 0), (torch.zeros(3, 4), 4_000_000_000), (torch.ones(3, 4), -1)]
