"""Python's code has one frozenset for all equal displays of a module, in the order of the first."""

from typing import List


def first(xs: List[int]):
    return [x in {0, 8, 16} for x in xs], [q * 2 for q in {24, 0.5, 8}]


def program(xs: List[int]):
    found = []
    for q in {16, 8, 0}:
        found.append(q)
    for q in {8, 16, 0}:
        found.append(q)
    made = {16, 8, 0}
    made.add(xs[0])
    other = [list({8, 24, 0.5}), [q for q in {8, 24.0, 0.5}], list({1, 9}), [q for q in {9, 1}]]
    nested = [(lambda n: [n + q for q in {9, 1}])(x) for x in xs]
    return found, list(made), first(xs), other, nested, 1 in {9, 1}, [q for q in {(8, 0), (0, 8)}]


INPUTS = [([0, 24, 8],), ([3],)]
