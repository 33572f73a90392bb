"""What a program changes in elements of a list from outside outlives the call, by whatever container it reaches them."""

import heapq
from collections import defaultdict
from itertools import chain, zip_longest
from typing import NamedTuple


def entries():
    return [[3, 0], [1, 0], [2, 0], [5, 0]]


RANKED, CUT, SPREAD, JOINED, NAMED, CHAINED = (entries() for _ in range(6))
LARGEST, NUMBERED, GROUPED, PADDED, COPIED, CHOSEN = (entries() for _ in range(6))
COUNTS = [{"score": 4, "hits": 0}, {"score": 2, "hits": 0}, {"score": 6, "hits": 0}]


class Numbered(NamedTuple):
    number: int
    entry: list


def program(n: int):
    for entry in sorted(RANKED, key=lambda e: e[0])[:n]:
        entry[1] += 1
    for entry in list(CUT)[n:]:
        entry[1] += 1
    _, *rest = SPREAD
    rest[n].append(n)
    (JOINED + [[7, 0]])[n].append(n)
    dict(zip("abcd", NAMED))["abcd"[n]].append(n)
    list(chain(CHAINED, [[7, 0]]))[n].append(n)
    for entry in heapq.nlargest(n, LARGEST, key=lambda e: e[0]):
        entry.insert(1, n)
    [Numbered(i, entry) for i, entry in enumerate(NUMBERED)][n].entry.append(n)
    groups = defaultdict(list)
    for entry in GROUPED:
        groups[entry[0] > n].append(entry)
    for entry in groups[True]:
        entry[1] += n
    for i, entry in zip_longest(range(n), PADDED):
        if i is not None:
            entry[1] += i
    copied = COPIED[:]
    del copied[0]
    copied[n][1] = n
    match CHOSEN:
        case [_, *others]:
            others[n].clear()
    sorted(COUNTS, key=lambda c: c["score"] % (n + 2))[n]["hits"] += 1
    changed = RANKED, CUT, SPREAD, JOINED, NAMED, CHAINED, LARGEST, NUMBERED, GROUPED, PADDED, COPIED, CHOSEN
    return [[list(entry) for entry in one] for one in changed], [dict(count) for count in COUNTS]


INPUTS = [(1,), (2,), (1,), (2,)]
