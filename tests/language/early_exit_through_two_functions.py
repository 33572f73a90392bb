from __future__ import annotations

import torch


def check(x):
    if x.numel() == 0:
        raise ValueError("empty input")
    return x


def half(x):
    if x.sum() > 10:
        return x / 2
    for i in range(x.shape[0]):
        if x[i] < 0:
            return x * 0
    return x


def program(x):
    return half(check(x)) + 1


INPUTS = [(torch.tensor([20.0]),), (torch.tensor([1.0, -2.0]),), (torch.tensor([1.0]),), (torch.zeros(0),)]
