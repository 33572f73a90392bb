import itertools
from typing import Optional


def layers(count: int):
    past = None
    for step in range(count):
        new = []
        for weight, held in zip([1, 2], past if past is not None else itertools.repeat(None)):
            new.append((weight, step) if held is None else (held[0] + weight, step))
        past = new
    return past


def program(values: list[int], others: Optional[list[int]], endless: bool):
    defaults = itertools.repeat(1) if endless else values
    total = 0
    for one in defaults:
        total += one
        if total > 10:
            break
    return (
        list(zip(values, others if others is not None else itertools.count(5))),
        [a for a, _ in zip(others or itertools.cycle([7, 8]), values)],
        list(map(lambda a, b: a + b, values, defaults)),
        list(itertools.islice(defaults, 2)),
        [(i, a) for i, a in zip(range(3), enumerate(defaults))],
        total, 1 in defaults, layers(len(values)),
    )  # fmt: skip


INPUTS = [([1, 2], [3, 4], True), ([1, 2, 3], None, False), ([1], [], True), ([1, 1], [9], False)]
