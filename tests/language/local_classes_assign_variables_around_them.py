"""Methods of a class within a function assign the function's variables by ``nonlocal``."""


def counted(n: int):
    base, log = n % 10, []

    class Held:
        def __init__(self, value):
            self.value = value + base

        def __call__(self, other):
            nonlocal base
            base += other
            return Held(other)

        def reset(self):
            nonlocal base, log
            base, log = -1, [*log, self.value]

    one = Held(n)
    two = one(3)
    three = two(4)(5)
    if n > 2:
        three.reset()
    return one.value, two.value, three.value, base, log, Held(0).value


def program(n: int):
    return counted(n), counted(n + 1)


INPUTS = [(2,), (7,), (-3,)]
