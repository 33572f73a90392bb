from __future__ import annotations

import torch


class Base:
    def __init__(self, a):
        self.a = a

    def describe(self, x):
        return x + self.a


class Child(Base):
    def __init__(self, a, b):
        super().__init__(a)
        self.b = b

    def describe(self, x):
        return super().describe(x) * self.b


def program(x, k: int):
    return Child(k, 3).describe(x)


INPUTS = [(torch.ones(2), 4)]
