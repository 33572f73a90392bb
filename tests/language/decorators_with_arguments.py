import functools


def repeat(times):
    def deco(f):
        @functools.wraps(f)
        def inner(*args, **kwargs):
            out = []
            for _ in range(times):
                out.append(f(*args, **kwargs))
            return out

        return inner

    return deco


@repeat(2)
def greet(name, punct="!"):
    return name + punct


def program(name: str):

    @repeat(3)
    def local(x):
        return x * 2

    return (greet(name), greet(name, punct="?"), local(4), greet.__name__)


INPUTS = [("bob",)]
