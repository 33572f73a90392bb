from __future__ import annotations

from itertools import groupby


def program(numbers: list[float], texts: list[str]):
    untouched = [len(list(group)) for _, group in list(groupby(numbers))]
    whole = [(str(key), len(list(group))) for key, group in groupby(numbers)]
    firsts = [next(group) for _, group in groupby(texts, key=str.lower)]
    keys = [key for key, _ in groupby(texts)]
    some = []
    for key, group in groupby(texts, key=len):
        taken = [text for text in group if text != "b"][:1]
        some.append((key, taken))
    return untouched, whole, firsts, keys, some


_NAN = float("nan")
INPUTS = [
    ([1.0, 1.0, _NAN, 2.0], ["a", "A", "b", "bb", "BB"]),
    ([_NAN, 0.0, -0.0], []),
    ([], ["x"]),
]
