"""``zip``, ``zip_longest``, ``map``, ``tee`` and ``cycle`` take one element of each iterable at a time."""

import itertools
from typing import List


def numbers(log: List[str], count: int, name: str):
    for i in range(count):
        log.append(f"{name}{i}")
        yield i


class Steps:
    def __init__(self, log: List[str], count: int):
        self.log, self.count, self.at = log, count, 0

    def __iter__(self):
        return self

    def __next__(self):
        if self.at >= self.count:
            raise StopIteration
        self.at += 1
        self.log.append(f"step {self.at}")
        return self.at


def zipped(log: List[str], n: int):
    pairs = list(zip(numbers(log, n, "a"), numbers(log, 3, "b")))
    for one, other in zip(numbers(log, n, "c"), Steps(log, 2)):
        log.append(f"body {one} {other}")
    steps = Steps(log, n)
    twos = list(zip(steps, steps))
    return pairs, twos, dict(zip(Steps(log, 2), Steps(log, n)))


def mapped(log: List[str], n: int):
    return [q for q in map(lambda a, b, c: a + b + c, numbers(log, n, "a"), Steps(log, 3), range(4))]


def longest(log: List[str], n: int):
    made = []
    for row in itertools.zip_longest(numbers(log, n, "a"), [7, 8], Steps(log, 3), fillvalue=-1):
        log.append("row")
        made.append(row)
    return made, list(itertools.zip_longest(Steps(log, n), numbers(log, 1, "b")))


def apart(log: List[str], n: int):
    one, other = itertools.tee(numbers(log, n, "a"))
    next(other, None)
    log.append("begins")
    pairs = list(zip(one, other))
    rounds = itertools.cycle(Steps(log, 2))
    log.append("made")
    both = zip(Steps(log, n), numbers(log, 9, "y"), strict=False)
    first = next(both, None)
    return pairs, first, list(both), [next(rounds) for _ in range(n)], next(itertools.cycle(numbers(log, 0, "z")), None)


def program(n: int):
    log: List[str] = []
    return zipped(log, n), mapped(log, n), longest(log, n), apart(log, n), log


INPUTS = [(0,), (2,), (4,)]
