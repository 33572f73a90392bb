import sys
from typing import List


def first(numbers, wanted: int) -> int:
    for place in numbers:
        if place * place >= wanted:
            return place
    return -1


def program(n: int):
    found: List[int] = []
    for step in range(10**12):
        if step > n:
            break
        found.append(step)
    for step in range(sys.maxsize, 0, -(2**40)):
        found.append(step)
        if len(found) > n + 3:
            break
    try:
        found.append(n + 2**63)
    except OverflowError:
        found.append(-1)
    return (
        found[:-1],
        first(range(3, 10**15, 5), n),
        (n + 10**12) in range(10**15),
        range(10**15)[n],
        len(range(10**15)),
    )


INPUTS = [(3,), (20,), (0,)]
