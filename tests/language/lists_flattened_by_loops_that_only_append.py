"""Loops that append what they meet and do no more: also where a list grows by itself, or holds what doesn't fit."""

from __future__ import annotations

import itertools
from typing import Any


def program(rows: list[list[int]], words: list[str], mixed: list[Any], n: int):
    flat = [x for row in rows for x in row]
    copied = [w for w in words]
    letters = [c for w in words for c in w]
    chained = list(itertools.chain.from_iterable(rows))
    floats: list[float] = []
    for x in [0.5, -0.0, float(n)]:
        floats.append(x)
    last = -1
    for last in flat:
        copied.append(str(last)) if n > 100 else None
    out: list[int] = [n]
    for x in flat:
        out.append(x)
    after = x if flat else None
    for value in (True, False):
        mixed.append(value)
    same = list(out)
    more = same if n % 2 else [0]
    for i, x in enumerate(out):
        if i < 3:
            more.append(x)
    kept: list[list[int]] = []
    for row in rows:
        kept.append(row)
    if kept:
        kept[0].append(7)
    texts: list[str] = []
    for value in mixed:
        if isinstance(value, str):
            texts.append(value)
    again: list[list[int]] = []
    for row in rows:
        again.append(row)
        row = [n]
    while len(again) < 6 and again:
        for row in again[:2]:
            again.append(row)
    return flat, copied, letters, chained, floats, last, out, after, mixed, same, more, rows, texts, again


INPUTS = [
    ([[1, 2], [], [3]], ["ab", "", "é"], [1, 2.5, "a", None], 3),
    ([], [], [], 4),
    ([[5]], ["x"], ["a", None], 101),
    ([list(range(9)), list(range(9))], ["same", "same"], [True, 3], 8),
]
