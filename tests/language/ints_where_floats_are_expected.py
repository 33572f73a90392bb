"""An int is given where the example or the annotation says float, also within lists, dicts and optional values."""

import torch


def program(
    x: torch.Tensor, threshold: float, weights: list[float], scales: dict[str, float], bias: float | None = None
):
    y = x * threshold + sum(weights) / len(weights)
    for scale in scales.values():
        y = y * scale
    return (y if bias is None else y + bias), threshold / 2, weights[0] > threshold


INPUTS = [
    (torch.ones(2), 0.5, [0.5, 1.5], {"a": 2.5}, 1.0),
    (torch.ones(2), 1, [1, 2.5], {"a": 2, "b": 0.5}, 3),
    (torch.ones(2), True, [2], {}, None),
]
