import functools


@functools.cache
def gfib(k):
    return k if k < 2 else gfib(k - 1) + gfib(k - 2)


def program(n: int):
    return gfib(n)


INPUTS = [(80,), (5,)]
