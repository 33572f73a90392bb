import functools


def memoize(function):
    cache = {}

    @functools.wraps(function)
    def wrapper(*args):
        if args not in cache:
            cache[args] = function(*args)
        return cache[args]

    return wrapper


class Memo:
    def __init__(self, function):
        self.function = function
        self.cache = {}

    def __call__(self, *args):
        if args not in self.cache:
            self.cache[args] = self.function(*args)
        return self.cache[args]


@memoize
def paths(rows, columns):
    return 1 if rows == 0 or columns == 0 else paths(rows - 1, columns) + paths(rows, columns - 1)


@Memo
def choose(n, k):
    return 1 if k == 0 or k == n else choose(n - 1, k - 1) + choose(n - 1, k)


def program(n: int):
    return paths(n, 3), paths(2, n), choose(n + 4, n), len(choose.cache) > 0


INPUTS = [(2,), (5,), (0,)]
