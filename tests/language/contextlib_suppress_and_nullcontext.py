import contextlib


def program(n: int):
    x = 0
    with contextlib.suppress(ZeroDivisionError):
        x = 5 // n
        x += 1
    with contextlib.nullcontext(5) as five:
        x += five
    return x


INPUTS = [(1,), (0,)]
