import torch


def growing(t):
    for _ in range(3):
        yield t
        t += 1


def program(x: torch.Tensor):
    y = x.clone()

    def sums():
        yield y.sum()
        y.mul_(3)
        yield y.sum()

    totals = sums()
    a = next(totals)
    y.add_(1)
    before = y * 1
    b = next(totals)
    steps = growing(x.clone())
    one = next(steps)
    kept = one.sum()
    two = next(steps)
    return a, before, b, y, kept, one, two, one is two


INPUTS = [(torch.ones(3),)]
