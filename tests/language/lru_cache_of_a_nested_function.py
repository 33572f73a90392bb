import functools


def program(n: int):
    @functools.lru_cache(maxsize=None)
    def f(k):
        return k if k < 2 else f(k - 1) + f(k - 2)

    return f(n)


INPUTS = [(20,), (5,)]
