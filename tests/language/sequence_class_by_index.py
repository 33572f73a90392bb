from __future__ import annotations

from collections.abc import Sequence


class Squares(Sequence):
    def __init__(self, count: int):
        self.count = count

    def __len__(self):
        return self.count

    def __getitem__(self, index):
        if index < 0 or index >= self.count:
            raise IndexError("out of range")
        return index * index


class Countdown:
    def __init__(self, start: int):
        self.start = start

    def __getitem__(self, index):
        if index == self.start:
            raise IndexError("the end")
        return self.start - index

    def __len__(self):
        return self.start


def program(n: int):
    fixed, running = Squares(4), Countdown(n)
    total = 0
    for value in fixed:
        total += value
    for a, b in zip(fixed, "wxyz"):
        total += a + len(b)
    for value in running:
        total = total * 2 + value
    return total, list(fixed), [v for v in running]


INPUTS = [(3,), (0,)]
