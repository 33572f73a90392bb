from itertools import zip_longest

import torch


def program(x):
    values = x.tolist()
    groups = list(zip_longest(*[iter(values)] * 3))
    filled = [a + b for a, b in zip_longest(*[iter(values)] * 2, fillvalue=0)]
    rows = list(zip_longest(values, values[1:], [str(v) for v in values[2:]], fillvalue=None))
    left = iter(values)
    return groups, filled, rows, list(zip_longest(values)), list(zip_longest(left, left)), list(left)


INPUTS = [(torch.arange(n),) for n in (5, 3, 1, 0)]
