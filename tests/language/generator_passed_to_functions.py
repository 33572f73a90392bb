def naturals():
    n = 0
    while True:
        yield n
        n += 1


def take(it, count):
    return [next(it) for _ in range(count)]


def multiples(it, n):
    for value in it:
        if value % n == 0:
            yield value


def optional(n, it=None):
    if it is None:
        it = naturals()
    return next(it) + n


def program(n: int):
    numbers = naturals()
    first = take(numbers, n)
    evens = multiples(numbers, 2)
    second = take(evens, 2)
    return first, second, take(numbers, 1), optional(n), optional(n, evens), optional(n, evens)


INPUTS = [(3,), (0,)]
