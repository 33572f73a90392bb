"""Texts that callers hand over again and again: mostly the same objects come back, and nothing of them is kept."""

from __future__ import annotations

import sys

import flambeau as fl


def unique(words: list[str]) -> list[str]:
    return sorted(set(words))


def joined(words: list[str], table: dict[str, int]) -> str:
    return "".join([w for w in words if w in table])


def test_texts_come_back_as_the_objects_that_went_in() -> None:
    words = ["".join(["w", str(i)]) for i in range(100)] + ["é", "日本", "\ud800", ""]
    program = fl.script(unique, (words,))
    for _ in range(2):
        found = program(words)
        assert found == sorted(words)
        assert len({id(w) for w in found} & {id(w) for w in words}) > 80  # of two at one place, one is known


def test_nothing_is_kept_between_calls() -> None:
    words = ["".join(["word", str(i)]) for i in range(100)]
    program = fl.script(unique, (words,))
    before = [sys.getrefcount(w) for w in words]
    program(words)
    assert [sys.getrefcount(w) for w in words] == before


def test_other_texts_at_the_same_addresses() -> None:
    program = fl.script(joined, (["a"], {"a": 1}))
    for round_ in range(50):
        words = ["".join([kind, str(i * round_)]) for i in range(200) for kind in ("x", "é")]
        table = dict.fromkeys(words[::3], 1)
        assert program(words, table) == joined(words, table)
