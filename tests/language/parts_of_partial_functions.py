from functools import partial, partialmethod


def scale(x, by=2, *, offset=0):
    return x * by + offset


class Switch:
    def __init__(self):
        self.state = "off"

    def set(self, state, n=1):
        self.state = f"{state}{n}"
        return self.state

    on = partialmethod(set, "on")
    twice = partialmethod(set, n=2)


def program(n: int):
    double = partial(scale, by=n)
    plus = partial(double, n + 1, offset=1)
    switch = Switch()
    return (
        double(3), plus(), double.keywords, plus.keywords, plus.args, plus.func is scale, double.func(1), switch.on(),
        switch.on(n=n), switch.twice("x"), switch.state,
    )  # fmt: skip


INPUTS = [(2,), (3,)]
