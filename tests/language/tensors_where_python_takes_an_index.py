"""A Tensor of one int serves as an index, a count, a bound and in %-formats, as Python's __index__ has it."""

import math

import numpy as np
import torch


def program(count: torch.Tensor, score: torch.Tensor) -> tuple:
    text = f"{count} dog{'s' * (count > 1)}"
    items = [10, 20, 30]
    items.insert(count, 25)
    items[count - 1] = 21
    last = items.pop(count)
    return (
        text, items, last, [0, 1] * count, count * (7,), "abcdef"[count], range(10)[count], (1, 2, 3, 4)[count:],
        "abcdef"[: count - 1], math.gcd(count, 4), math.floor(score), "%d|%5.2f|%x|%s" % (count, score, count, count),
        ["a"] * (count == 2), "-".ljust(count, "."), np.zeros((count, 2)).shape, 1 < count < 3, 3 < count < 5,
    )  # fmt: skip


INPUTS = [(torch.tensor(2), torch.tensor(2.75)), (torch.tensor(1), torch.tensor(-0.5))]
