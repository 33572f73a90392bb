from __future__ import annotations

from collections import deque


def program(size: int, most: int):
    out = []
    for n in range(-2 * size - 1, 2 * size + 2):
        turned = deque(range(size))
        turned.rotate(n)
        bounded = deque(range(size), maxlen=most)
        bounded.rotate(n)
        bounded.append(-1)
        out.append((list(turned), list(bounded)))
    again = deque([[i] for i in range(size)])
    again.rotate()
    if again:
        again[0].append(5)
    return out, list(again), len(deque(maxlen=most))


INPUTS = [(0, 3), (1, 3), (2, 2), (3, 3), (7, 9), (9, 5)]
