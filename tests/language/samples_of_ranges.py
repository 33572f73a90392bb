from __future__ import annotations

import random


def program(n):
    return sorted(random.sample(range(-n, n), 2 * n))


INPUTS = [(5,), (1,)]
