import functools


class Doubled:
    """A decorator that is an object, and says whose name it bears."""

    def __init__(self, function):
        functools.update_wrapper(self, function)
        self.function = function
        self.factor = 2

    def __call__(self, *args, **kwargs):
        return self.factor * self.function(*args, **kwargs)


@Doubled
def raised(x, by=1):
    return x + by


def program(x: int):
    return raised(x), raised(x, by=3), raised.__name__


INPUTS = [(1,), (-4,)]
