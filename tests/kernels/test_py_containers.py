"""Indexing, slicing, iteration, and the methods of list, dict and set."""

from __future__ import annotations

import heapq
import itertools
import math
import operator
from collections.abc import Callable
from typing import Any

import pytest
import torch
from cpython import assert_same, call, describe, given
from hypothesis import example
from hypothesis import strategies as st

from flambeau.ir.reference_python import PYTHON

SEQUENCES: list[Any] = [
    [], [1, "b", None, 2.5, [3]], (), (1, 2, 3, 4), "", "abcdé", "日本語😀x", b"bytes\xff", range(7), range(10, 0, -3),
    range(0), torch.Size([2, 3, 4]), {"a": 1, 2: "b"}, {1}, {}, set(), None, 5, 2.5,
]  # fmt: skip
BOUND = st.none() | st.integers(-8, 8) | st.integers(-(2**63), 2**63 - 1)
SLICE = st.builds(slice, BOUND, BOUND, BOUND)
SCALAR = st.none() | st.booleans() | st.integers(-5, 5) | st.floats(-2, 2) | st.text("ab é", max_size=3)
KEYS = [0, 1, -1, 6, -7, 100, True, "a", "zz", 1.0, None, (), [], slice(1, 3), slice("a", None), slice(0, 9, 0)]


@pytest.mark.parametrize("sequence", SEQUENCES, ids=repr)
def test_getitem_by_every_kind_of_key(sequence: Any) -> None:
    for key in KEYS:
        if isinstance(sequence, dict) and isinstance(key, slice):
            continue  # a slice is unhashable up to 3.11, a key from 3.12 on
        assert_same("getitem", [sequence, key], operator.getitem)


@example(range(7), slice(None, None, -(2**63)))
@given(st.sampled_from(SEQUENCES[:12]), SLICE)
def test_slices(sequence: Any, key: slice) -> None:
    assert_same("getitem", [sequence, key], operator.getitem)


@given(st.lists(SCALAR, max_size=7), SLICE, st.lists(SCALAR, max_size=5))
def test_slice_assignment_and_deletion(items: list[Any], key: slice, values: list[Any]) -> None:
    assert_same("setitem", [items, key, values], operator.setitem)
    assert_same("setitem", [items, key, "xy"], operator.setitem)
    assert_same("setitem", [items, key, 5], operator.setitem)
    assert_same("delitem", [items, key], operator.delitem)


@pytest.mark.parametrize("container", SEQUENCES, ids=repr)
def test_setitem_and_delitem(container: Any) -> None:
    for key in (0, -1, 9, "a", 2, None, [], 1.5):
        assert_same("setitem", [container, key, "new"], operator.setitem)
        assert_same("delitem", [container, key], operator.delitem)


@pytest.mark.parametrize("value", SEQUENCES, ids=repr)
@pytest.mark.parametrize(
    ("name", "reference"),
    [
        ("len", len), ("to_list", list), ("to_tuple", tuple), ("to_set", set), ("to_dict", dict), ("any_of", any),
        ("all_of", all), ("min_of", min), ("max_of", max),
    ],
)  # fmt: skip
def test_functions_of_iterables(name: str, reference: Callable[..., Any], value: Any) -> None:
    assert_same(name, [value], reference)


@pytest.mark.parametrize("value", SEQUENCES, ids=repr)
def test_sorted_reversed_enumerate_sum_zip(value: Any) -> None:
    for reverse in (False, True):
        assert_same("sorted", [value, reverse], lambda a, r: sorted(a, reverse=r))
    assert_same("reversed", [value], lambda a: list(reversed(a)))
    assert_same("enumerate", [value, 3], lambda a, s: list(enumerate(a, s)))
    assert_same("sum_of", [value, 0], sum)
    assert_same("list_index", [list(value) if isinstance(value, (list, tuple)) else [], 3, 0, 9], list.index)


def test_to_dict_of_pairs() -> None:
    for pairs in ([(1, 2), "ab", [3, 4]], [(1, 2), (3,)], [(1, 2, 3)], [5], [([], 1)]):
        assert_same("to_dict", [pairs], dict)


def test_zip() -> None:
    for lists in ([], [[1, 2]], [[1, 2], "abc", (3.0,)], [[1], []]):
        assert_same("zip", [lists, False], lambda a, s: list(zip(*a)))
    for lists in ([[1, 2], [3]], [[1], [2, 3]], [[1], [2], [3, 4]], [[1], [2], []], [[1, 2], "ab"]):
        assert_same("zip", [lists, True], lambda a, s: list(zip(*a, strict=True)))


NUMBER = st.integers(-5, 5) | st.floats() | st.booleans()


@given(st.lists(NUMBER, max_size=63), st.booleans())
def test_sort_of_numbers_even_with_nan(items: list[Any], reverse: bool) -> None:
    assert_same("list_sort", [items, reverse], lambda a, r: a.sort(reverse=r))


@given(st.lists(st.integers(-5, 5) | st.floats(-5, 5), min_size=1, max_size=40), st.data())
def test_steps_of_heaps_as_of_heapq(items: list[Any], data: Any) -> None:
    place = data.draw(st.integers(0, len(items) - 1))
    start = data.draw(st.integers(0, place))
    assert_same("heap_rise", [items, start, place], heapq._siftdown)  # type: ignore[attr-defined]
    assert_same("heap_sink", [items, place], heapq._siftup)  # type: ignore[attr-defined]


@pytest.mark.parametrize("size", range(6))
@pytest.mark.parametrize("count", range(5))
def test_steps_of_arrangements_as_of_itertools(size: int, count: int) -> None:
    def each(name: str, places: list[int], *repeat: bool) -> list[Any]:
        """All arrangements from the first one on, of which there is one."""
        pool, going, found = [f"item {place}" for place in range(size)], True, []
        while going:
            found.append(call("items_at", pool, places, count))
            before = list(places)
            going = call(name, places, size, *repeat)
            assert PYTHON[f"py::{name}"](before, size, *repeat) == going
            assert before == places
        return found

    pool = [f"item {place}" for place in range(size)]
    if count <= size:
        assert each("next_combination", list(range(count)), False) == list(itertools.combinations(pool, count))
        places = [*range(size), *range(size, size - count, -1)]
        assert each("next_permutation", places) == list(itertools.permutations(pool, count))
    if size or not count:
        expected = list(itertools.combinations_with_replacement(pool, count))
        assert each("next_combination", [0] * count, True) == expected


@given(st.lists(st.integers(-50, 50) | st.floats(-50, 50), min_size=64, max_size=300), st.booleans())
def test_sort_of_many_is_stable(items: list[Any], reverse: bool) -> None:
    assert_same("sorted", [items, reverse], lambda a, r: sorted(a, reverse=r))
    order = sorted(range(len(items)), key=items.__getitem__, reverse=reverse)
    assert call("sorted_by", list(range(len(items))), items, reverse) == order


SORTED_KEYS = (
    st.integers(-3, 3),
    st.floats(-2, 2) | st.just(-0.0),
    st.text("abé", max_size=2),
    st.tuples(st.integers(-1, 1), st.text("ab", max_size=1)),
    st.tuples(st.floats(-1, 1) | st.builds(float, st.just("nan")), st.integers(-1, 1)),
    st.tuples(st.integers(0, 1)) | st.tuples(st.integers(0, 1), st.integers(0, 1)) | st.just(()),
)


@given(st.one_of(*(st.lists(key, max_size=63) for key in SORTED_KEYS)), st.booleans())
def test_sorted_by_keys_of_every_kind(keys: list[Any], reverse: bool) -> None:
    places = list(range(len(keys)))
    assert call("sorted_by", places, keys, reverse) == sorted(places, key=keys.__getitem__, reverse=reverse)
    assert_same("sorted", [keys, reverse], lambda a, r: sorted(a, reverse=r))


@given(st.lists(NUMBER, min_size=1))
def test_min_max_sum(items: list[Any]) -> None:
    for name, reference in (("min_of", min), ("max_of", max)):
        assert_same(name, [items], reference)


NESTED = st.recursive(
    SCALAR, lambda s: st.lists(s, max_size=3) | st.tuples(s, s) | st.dictionaries(SCALAR, s, max_size=3)
)


@given(NESTED, NESTED)
def test_nested_values_compare_and_print(a: Any, b: Any) -> None:
    for name in ("eq", "ne", "lt", "le", "gt", "ge"):
        assert_same(name, [a, b], getattr(operator, name))
    assert_same("eq", [a, a], operator.eq)
    assert_same("repr", [a], repr)
    assert_same("str", [a], str)


LIST_METHODS = {
    "append": st.tuples(SCALAR), "extend": st.tuples(st.lists(SCALAR, max_size=3) | st.text("xy") | st.integers(0, 3)),
    "insert": st.tuples(st.integers(-9, 9), SCALAR), "pop": st.tuples(st.integers(-4, 4)), "remove": st.tuples(SCALAR),
    "reverse": st.tuples(), "clear": st.tuples(), "copy": st.tuples(), "count": st.tuples(SCALAR),
    "index": st.tuples(SCALAR, st.integers(-5, 5), st.integers(-5, 9)),
}  # fmt: skip
DICT_METHODS = {
    "get": st.tuples(SCALAR, SCALAR), "pop": st.tuples(SCALAR), "setdefault": st.tuples(SCALAR, SCALAR),
    "popitem": st.tuples(), "clear": st.tuples(), "copy": st.tuples(),
    "update": st.tuples(st.dictionaries(SCALAR, SCALAR, max_size=3) | st.lists(st.tuples(SCALAR, SCALAR), max_size=2)),
}  # fmt: skip
OTHER = st.sets(SCALAR, max_size=4) | st.lists(SCALAR, max_size=4)
SET_METHODS = {
    "add": st.tuples(SCALAR), "discard": st.tuples(SCALAR), "remove": st.tuples(SCALAR), "clear": st.tuples(),
    "copy": st.tuples(), "union": st.tuples(OTHER), "intersection": st.tuples(OTHER), "difference": st.tuples(OTHER),
    "symmetric_difference": st.tuples(OTHER), "issubset": st.tuples(OTHER), "issuperset": st.tuples(OTHER),
    "isdisjoint": st.tuples(OTHER), "update": st.tuples(OTHER), "intersection_update": st.tuples(OTHER),
    "difference_update": st.tuples(OTHER), "symmetric_difference_update": st.tuples(OTHER),
}  # fmt: skip


@pytest.mark.parametrize("method", LIST_METHODS)
@given(st.data(), st.lists(SCALAR, max_size=5))
def test_list_method(method: str, data: st.DataObject, items: list[Any]) -> None:
    assert_same(f"list_{method}", [items, *data.draw(LIST_METHODS[method])], getattr(list, method))


@pytest.mark.parametrize("method", DICT_METHODS)
@given(st.data(), st.dictionaries(SCALAR, SCALAR, max_size=5))
def test_dict_method(method: str, data: st.DataObject, entries: dict[Any, Any]) -> None:
    assert_same(f"dict_{method}", [entries, *data.draw(DICT_METHODS[method])], getattr(dict, method))


@pytest.mark.parametrize("method", SET_METHODS)
@given(st.data(), st.sets(SCALAR, max_size=5))
def test_set_method(method: str, data: st.DataObject, items: set[Any]) -> None:
    def in_one_kind(values: Any) -> Any:
        # Of equal items (1, 1.0, True) the one that stays depends on the order, which sets don't have.
        return (
            type(values)(v for v in values if not isinstance(v, (float, bool)))
            if isinstance(values, (set, list))
            else values
        )

    arguments = [in_one_kind(a) for a in data.draw(SET_METHODS[method])]
    assert_same(f"set_{method}", [in_one_kind(items), *arguments], getattr(set, method))


def test_a_dict_keeps_the_order_of_insertion_through_many_deletions() -> None:
    entries = {i: str(i) for i in range(200)}
    for i in range(0, 200, 2):
        call("delitem", entries, i)
    call("setitem", entries, 0, "again")
    assert list(entries) == [*range(1, 200, 2), 0]
    assert call("dict_popitem", entries) == (0, "again")


@pytest.mark.parametrize("operand", [5, None, "a", (1,), [1], {}, {1}])
def test_methods_of_another_kind_of_object(operand: Any) -> None:
    if not isinstance(operand, list):
        assert_same("list_append", [operand, 1], lambda a, v: a.append(v))
    if not isinstance(operand, dict):
        assert_same("dict_keys", [operand], lambda a: a.keys())
    if not isinstance(operand, set):
        assert_same("set_add", [operand, 1], lambda a, v: a.add(v))
    if not isinstance(operand, str):
        assert_same("str_upper", [operand], lambda a: a.upper())


def test_unhashable_keys() -> None:
    for key in ([], {}, {1}, ([],), [1]):
        assert_same("getitem", [{}, key], operator.getitem)
        assert_same("contains", [{}, key], operator.contains)
        assert_same("setitem", [{1: 2}, key, 3], operator.setitem)
        assert_same("dict_get", [{}, key, 3], dict.get)
        assert_same("set_add", [set(), key], set.add)


def test_range_of_numbers() -> None:
    for bounds in [(0, 5, 1), (5, 0, -2), (0, 0, 1), (0, 5, 0), (-3, 3, 2)]:
        assert_same("range", list(bounds), range)
    for a, b in [(range(0), range(5, 2)), (range(0, 3, 2), range(0, 4, 2)), (range(3), range(4))]:
        assert_same("eq", [a, b], operator.eq)
    for item in (3, 3.0, 3.5, True, "3", math.nan, math.inf, -1, 100):
        assert_same("contains", [range(0, 10, 3), item], operator.contains)


def test_a_list_that_holds_itself_is_printed_and_compared() -> None:
    items: list[Any] = [1]
    assert call("to_list", (1, 2)) == [1, 2]
    assert describe(call("mul", items, 3)) == describe([1, 1, 1])
