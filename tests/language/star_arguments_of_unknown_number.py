import torch


def area(w, h):
    return w * h


def opt(a, b=2, *rest, k=1):
    return a + b * 10 + len(rest) * 100 + sum(rest) + k


def program(x, xs: list[int]):
    a, *rest = x.shape
    try:
        ar = area(*x.shape)
    except TypeError as e:
        ar = str(e)
    try:
        o = opt(*xs, k=3)
    except TypeError as e:
        o = str(e)
    try:
        first, *mid, last = xs
        r = (first, mid, last)
    except ValueError as e:
        r = str(e)
    return a, rest, ar, o, r


INPUTS = [
    (torch.zeros(2, 3), [1, 2, 3, 4]),
    (torch.zeros(4), [5]),
    (torch.zeros(4, 1), []),
    (torch.zeros(4, 1), [1, 2]),
]
