"""Large lists and dicts that come in again: each call must see what they hold now, however often it was the same."""

from __future__ import annotations

import sys
import threading
import time
from typing import Any

import pytest

import flambeau as fl

AGAIN = 5  # calls after which a container is known


def joined(words: list[str]) -> str:
    return ",".join(words)


def added(words: list[str]) -> list[str]:
    words.append(words[0] + "!")
    return words


def halves(numbers: list[float]) -> list[float]:
    return [n / 2 for n in numbers]


def names(ids: list[int], table: dict[int, str]) -> list[str]:
    return [table.get(i, "?") for i in ids]


def firsts(rows: list[tuple[str, int]]) -> list[str]:
    return [name for name, count in rows if count % 2]


def words(count: int = 40) -> list[str]:
    return [f"word{i}" for i in range(count)]


def test_a_list_is_read_anew_when_it_has_changed():
    program, held = fl.script(joined), words()
    for step in range(4 * AGAIN):
        assert program(held) == joined(held)
        if step % AGAIN == 0:
            held[step] = f"new{step}"
        if step % AGAIN == 1:
            del held[3]
        if step % (2 * AGAIN) == 2:
            held += words(30)


def test_what_a_program_does_to_a_known_list_is_seen():
    program, held, twin = fl.script(added), words(), words()
    for step in range(2 * AGAIN):
        assert program(held) is held
        added(twin)
        assert held == twin
        if step > AGAIN:
            held[:] = words()
            twin[:] = words()


def test_ints_for_floats_stay_ints_in_the_callers_list():
    program, held = fl.script(halves), list(range(50))
    whole = fl.script(lambda xs: [x // 2 for x in xs], ([1],))
    for _ in range(AGAIN):
        assert program(held) == halves(held)
        got = whole(held)
        assert got == [x // 2 for x in held] and type(got[1]) is int
    assert all(type(x) is int for x in held)


def test_a_dict_is_read_anew_when_a_key_or_a_value_has_changed():
    program, table = fl.script(names), {i: f"class{i}" for i in range(60)}
    ids = [i * 7 % 70 for i in range(50)]
    for step in range(4 * AGAIN):
        assert program(ids, table) == names(ids, table)
        if step % AGAIN == 0:
            table[step] = f"new{step}"
        if step % AGAIN == 1:
            table[7] = table.pop(7, "none")  # goes to the end
        if step % AGAIN == 2:
            table.pop(step)


def test_texts_of_known_containers_come_out_as_themselves():
    program, rows = fl.script(firsts), [(f"row{i}", i) for i in range(40)]
    for _ in range(AGAIN):
        got, expected = program(rows), firsts(rows)
        assert got == expected
        assert sum(a is b for a, b in zip(got, expected, strict=True)) > len(got) // 2  # two may share a place
    rows[1] = ("another", 1)
    assert program(rows) == firsts(rows)


def test_other_lists_may_come_to_lie_where_known_ones_did():
    program = fl.script(joined)
    for step in range(50):
        held: list[Any] = [f"{step // AGAIN}-{i}" for i in range(40)]
        for _ in range(1 + step % AGAIN):
            assert program(held) == joined(held)
        del held


def test_what_known_lists_held_is_let_go_after_their_thread():
    program, held, others = fl.script(joined), words(), [words() for _ in range(100)]
    before = sys.getrefcount(held[0])

    def run() -> None:
        for _ in range(AGAIN):
            assert program(held) == joined(held)

    threads = [threading.Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for other in others * AGAIN:  # until one of them becomes known, and the last thread has wholly gone
        for _ in range(AGAIN):
            program(other)
        after = sys.getrefcount(held[0])
        if after == before:
            break
        time.sleep(0.001)
    assert after == before


@pytest.mark.parametrize("item", [1 << 62, -1, 0.5, True, None, "x", ("a", (1, None))])
def test_items_of_each_lasting_kind(item):
    program = fl.script(lambda xs: xs[-1], ([item] * 40,))
    for _ in range(AGAIN):
        assert repr(program([item] * 40)) == repr(item)
    held = [item] * 40
    for _ in range(AGAIN):
        got = program(held)
        assert got == item and type(got) is type(item)
