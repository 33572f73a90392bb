from collections import Counter
from itertools import groupby, tee, zip_longest


def up(n):
    i = 0
    while i < n:
        yield i // 2
        i += 1


def program(n: int):
    a, b = tee(up(n))
    next(b, None)
    groups = groupby(up(n), key=lambda v: v)
    first = next(groups, None)
    late = up(n)
    next(late, None)
    return (
        list(zip(a, b)), first[0] if first is not None else -1, [(k, list(g)) for k, g in groups],
        list(zip_longest(late, up(2), fillvalue=-1)), Counter(up(n))[1], sum(([v] for v in up(n)), []),
    )  # fmt: skip


INPUTS = [(5,), (0,)]
