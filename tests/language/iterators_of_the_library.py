"""Iterators that functions of the standard library give, taken from piece by piece."""

import itertools
import re


def program(text: str, count: int):
    found = re.finditer(r"[0-9]+", text)
    numbers = []
    for _ in range(count):
        match = next(found, None)
        numbers.append(None if match is None else int(match.group()))
    left = [match.start() for match in found]
    pairs = itertools.zip_longest([1, 2, 3], [4])
    taken = []
    while len(taken) < count:
        taken.append(next(pairs))
    return numbers, left, taken, list(pairs)


INPUTS = [("a12b3c45", 2), ("none", 1), ("7", 0)]
