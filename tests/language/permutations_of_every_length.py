from __future__ import annotations

import itertools


def program(values: list[str], count: int):
    arranged = [list(p) for p in itertools.permutations(values, count)]
    chosen = [list(c) for c in itertools.combinations(values, count)]
    whole = ["".join(p) for p in itertools.permutations(values)]
    pairs = [a + b for a, b in itertools.combinations(values, 2)]
    triples = ["".join(c) for c in itertools.combinations(values, 3)]
    first = next(itertools.permutations(values, 1), None)
    return arranged, chosen, whole, pairs, triples, first


INPUTS = [(list("abcd")[:n], count) for n in range(5) for count in range(6)]
