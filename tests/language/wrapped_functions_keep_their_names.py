import functools


def outer(x: int) -> int:
    return x + 1


def logged(log):
    def decorate(function):
        @functools.wraps(function)
        def wrapper(*args, **kwargs):
            log.append(function.__name__)
            return function(*args, **kwargs)

        return wrapper

    return decorate


def program(n: int):
    log = []

    @logged(log)
    @logged(log)
    def twice(x):
        return x * 2

    def plain(function):
        def wrapper(x):
            return function(x)

        return wrapper

    counted = logged(log)(outer)
    return twice(n), twice.__name__, counted(n), counted.__name__, plain(twice).__name__, log


INPUTS = [(3,), (-1,)]
