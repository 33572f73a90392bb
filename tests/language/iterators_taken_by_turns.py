from itertools import zip_longest


def merged(a, b):
    x, y = next(a, None), next(b, None)
    while x is not None or y is not None:
        if y is None or (x is not None and x <= y):
            yield x
            x = next(a, None)
        else:
            yield y
            y = next(b, None)


def round_robin(*iterables):
    waiting = [iter(i) for i in iterables]
    while waiting:
        alive = []
        for it in waiting:
            try:
                yield next(it)
                alive.append(it)
            except StopIteration:
                pass
        waiting = alive


def program(a: list[int], b: list[int]):
    it = iter(a)
    pairs = []
    for x in it:
        pairs.append((x, next(it, -1)))
    numbers = iter(b)
    chunks = list(zip(numbers, numbers))
    left = (x for x in a)
    right = (x + 10 for x in b)
    next(left, None)
    zipped = list(zip(left, right))
    return pairs, chunks, zipped, next(right, None), list(merged(iter(a), iter(b))), list(round_robin(a, b, [7]))


INPUTS = [([1, 4, 9], [2, 3, 10, 11]), ([], [5])]
