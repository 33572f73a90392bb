from itertools import islice, tee


def windows(items, size):
    iterators = tee(items, size)
    for i, one in enumerate(iterators):
        next(islice(one, i, i), None)
    return list(zip(*iterators))


def program(items: list[int], n: int):
    chunks = list(zip(*[iter(items)] * n))
    side_by_side = list(zip(*[iter(items) for _ in range(n)]))
    return chunks, side_by_side, windows(items, n)


INPUTS = [([1, 2, 3, 4, 5], 2), ([1, 2, 3], 3), ([], 1)]
