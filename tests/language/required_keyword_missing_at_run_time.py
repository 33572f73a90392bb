from __future__ import annotations


def describe(name: str, times: int):
    return name * times


def program(flag: bool, word: str):
    options = {"times": 2}
    texts = {}
    if flag:
        texts["name"] = word
    return describe(**texts, **options)


INPUTS = [(True, "ab"), (False, "c")]
