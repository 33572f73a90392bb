from itertools import accumulate, chain, count, cycle, dropwhile, islice, takewhile


def fibonacci():
    a, b = 0, 1
    while True:
        yield a
        a, b = b, a + b


def batched(iterable, n):
    it = iter(iterable)
    while True:
        batch = list(islice(it, n))
        if not batch:
            return
        yield batch


def program(n: int):
    numbers = fibonacci()
    first = list(islice(numbers, n))
    small = list(takewhile(lambda v: v < 40, numbers))
    after = next(numbers)
    batches = batched(range(7), 3)
    both = chain(batches, [[n]])
    ids = count(n)
    sums = accumulate(fibonacci())
    turns = cycle([1, n])
    large = dropwhile(lambda v: v < n, fibonacci())
    return (
        first, small, after, next(both), list(both), next(ids), list(islice(ids, 2)), next(sums), list(islice(sums, 4)),
        [next(turns) for _ in range(5)], next(large), next(large),
    )  # fmt: skip


INPUTS = [(6,), (1,)]
