"""``itertools.groupby`` takes elements when they are asked for, and a group ends where the next begins."""

import itertools
from typing import List


def numbers(log: List[str], count: int):
    for n in range(count):
        log.append(f"take {n}")
        yield n


def stored(xs: List[int]):
    kept = list(itertools.groupby(xs, key=lambda q: q % 3))
    return [(key, list(group)) for key, group in kept]


def taken_in_part(xs: List[int], log: List[str]):
    found = []
    for key, group in itertools.groupby(numbers(log, len(xs)), key=lambda n: xs[n] % 2):
        log.append(f"key {key}")
        found.append(next(group))
        log.append("first")
        if found[-1] > 2:
            found.extend(group)
            found.append(next(group, -1))
    return found


def left_behind(xs: List[int]):
    groups = itertools.groupby(xs)
    _, first = next(groups)
    one = next(first)
    key, second = next(groups, (None, None))
    return one, list(first), key, [] if second is None else list(second), len(list(groups))


def program(xs: List[int]):
    found = []
    for key, group in itertools.groupby(xs, key=lambda q: q % 3):
        xs.sort(reverse=True)
        found.append((key, list(group)))
    grown = []
    for key, group in itertools.groupby(xs, key=lambda q: q > 2):
        for value in group:
            if len(xs) < 9:
                xs.append(value - 1)
            grown.append((key, value))
    log: List[str] = []
    return found, grown, stored(xs), taken_in_part(xs, log), log, left_behind(xs)


INPUTS = [([1, 10, 2],), ([3, 1, 2, 2, 5, 8, 8],), ([7],), ([1, 2, 4, 3, 6],)]
