"""Loops whose test stays true as far as the compiler knows, and that a break leaves."""

from __future__ import annotations

import torch


def grown(number: int, most: int):
    turn = 0
    while most < 1 or turn < most:
        number = number * 2 + 1
        turn += 1
        if number > 1000:
            break
    return number, turn


class Stack(torch.nn.Module):
    def __init__(self):
        super().__init__()
        torch.manual_seed(0)
        self.layers = torch.nn.ModuleList([torch.nn.Linear(2, 2) for _ in range(20)])

    def forward(self, x):
        index = 0
        while index < len(self.layers):
            x = self.layers[index](x)
            if x.abs().sum() > 100:
                break
            index += 1
        else:
            x = x + 1
        return x, index


STACK = Stack()


def program(number: int, x: torch.Tensor):
    return grown(number, -1), grown(number, 3), grown(number, 40), STACK(x)


INPUTS = [(3, torch.ones(1, 2)), (2000, torch.ones(1, 2) * 1e9), (0, torch.zeros(1, 2))]
