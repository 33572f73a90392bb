"""Groups of a list or text take what is theirs of it when they are asked, as the list is then."""

from __future__ import annotations

import itertools


def program(values: list[int], text: str, n: int):
    out: list[list[int]] = []
    calls: list[int] = []

    def key(x: int) -> int:
        calls.append(x)
        return x // n

    for k, group in itertools.groupby(values, key):
        taken = []
        for x in group:
            taken.append(x)
            if len(taken) == 2 and k % 2:
                break
        out.append([k, *taken])
    seen = list(calls)
    kept = [group for _, group in itertools.groupby(values)]
    late = [list(group) for group in kept]
    grown = list(values)
    lengths = []
    for k, group in itertools.groupby(grown):
        lengths.append((k, len(list(group))))
        if len(grown) < len(values) + 3:
            grown.append(k)
            grown[-2] = k
    turns = itertools.groupby(text)
    first = next(turns, None)
    texts = [(c, "".join(g)) for c, g in turns]
    again = [(c, sum(1 for _ in g)) for c, g in itertools.groupby(text, key=lambda c: c.isupper())]
    rows = [(k, [w for _, w in g]) for k, g in itertools.groupby([(x // n, x) for x in values], key=lambda r: r[0])]
    floats = [k for k, _ in itertools.groupby([1, 1.0, True, 2])]
    return out, seen, late, grown, lengths, None if first is None else first[0], texts, again, rows, floats


INPUTS = [
    ([1, 1, 2, 3, 3, 3, 5, 8, 8], "aaBBbcca", 2),
    ([], "", 1),
    ([7], "x", 3),
    ([4, 4, 4, 4], "ÉÉée", 4),
    (list(range(12)), "aAaA", 5),
]
