"""Python's functions on sequences whose length only the running program knows."""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any


def every(values: Any, check: Callable[[Any], Any]) -> bool:
    """``all(check(value) for value in values)``."""
    for value in values:
        if not check(value):
            return False
    return True


def max_by(values: Any, key: Callable[[Any], Any]) -> Any:
    """``max(values, key=key)``: the first of the greatest."""
    if len(values) == 0:
        raise ValueError("max() arg is an empty sequence")
    best = values[0]
    best_key = key(best)
    for value in values[1:]:
        value_key = key(value)
        if value_key > best_key:
            best = value
            best_key = value_key
    return best


def min_by(values: Any, key: Callable[[Any], Any]) -> Any:
    """``min(values, key=key)``: the first of the least."""
    if len(values) == 0:
        raise ValueError("min() arg is an empty sequence")
    best = values[0]
    best_key = key(best)
    for value in values[1:]:
        value_key = key(value)
        if value_key < best_key:
            best = value
            best_key = value_key
    return best


def sort_by(values: Any, key: Callable[[Any], Any], reverse: bool, sorted_by: Callable[[Any, Any, bool], Any]) -> Any:
    """``sorted(values, key=key, reverse=reverse)``; ``sorted_by`` puts values into the order of their keys."""
    return sorted_by(values, [key(value) for value in values], reverse)


def reduce(function: Callable[[Any, Any], Any], values: list[Any]) -> Any:
    """``functools.reduce`` without an initial value."""
    if not values:
        raise TypeError("reduce() of empty iterable with no initial value")
    total = values[0]
    for i in range(1, len(values)):
        total = function(total, values[i])
    return total


def copy_each(values: Any, copy: Callable[[Any], Any]) -> Any:
    """A new list of ``copy`` of each value."""
    return [copy(value) for value in values]


def copy_values(mapping: Any, copy: Any) -> Any:
    return {key: copy(value) for key, value in mapping.items()}


def plain_copy(value: Any, as_tuples: bool) -> Any:
    """What ``dataclasses.asdict`` makes of what nests to any depth, or ``astuple``."""
    return plain_level(value, as_tuples)


def plain_level(value: Any, as_tuples: bool) -> Any:
    """The same, with ``plain_copy`` of the parts: the compiler's own, which tells values by their types."""
    raise NotImplementedError


def hooked(read: Any, object_hook: Callable[[Any], Any]) -> Any:
    """What JSON is read as, with ``object_hook`` of each dict in its place: those within others first."""
    if isinstance(read, dict):
        return object_hook({key: hooked(held, object_hook) for key, held in read.items()})
    return [hooked(held, object_hook) for held in read] if isinstance(read, list) else read


def held_by_json(value: Any, default: Callable[[Any], Any]) -> Any:
    """``value`` as JSON holds it, of what nests to any depth: what it can't hold is what ``default`` gives for it."""
    if isinstance(value, dict):
        return {key: held_by_json(held, default) for key, held in value.items()}
    if isinstance(value, (list, tuple)):
        return [held_by_json(held, default) for held in value]
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    return held_by_json(default(value), default)


def contains(values: Any, wanted: Any) -> bool:
    """``wanted in values`` by the elements' own ``__eq__``."""
    for value in values:
        if value is wanted or value == wanted:
            return True
    return False


def count_of(values: Any, wanted: Any) -> int:
    """``values.count(wanted)`` by the elements' own ``__eq__``."""
    count = 0
    for value in values:
        if value is wanted or value == wanted:
            count += 1
    return count


def index_of(values: Any, wanted: Any, start: int, stop: int, message: str) -> int:
    """``values.index(wanted, start, stop)`` by the elements' own ``__eq__``."""
    length = len(values)
    first = max(start + length, 0) if start < 0 else start
    last = max(stop + length, 0) if stop < 0 else min(stop, length)
    for i in range(first, last):
        if values[i] is wanted or values[i] == wanted:
            return i
    raise ValueError(message)


def slice_indices(bounds: Any, length: Any) -> tuple[int, int, int]:
    """``bounds.indices(length)``: the start, stop and step of a slice among so many elements."""
    count = int(operator.index(length))
    stride = bounds.step
    step = 1 if stride is None else int(operator.index(stride))
    if count < 0:
        raise ValueError("length should not be negative")
    if step == 0:
        raise ValueError("slice step cannot be zero")
    low, high = (-1, count - 1) if step < 0 else (0, count)

    def within(bound: Any, missing: int) -> int:
        if bound is None:
            return missing
        place = int(operator.index(bound))
        return max(place + count, low) if place < 0 else min(place, high)

    if step < 0:
        return within(bounds.start, high), within(bounds.stop, low), step
    return within(bounds.start, low), within(bounds.stop, high), step


def index_in_range(numbers: Any, wanted: Any) -> int:
    """``numbers.index(wanted)`` of a range."""
    if wanted not in numbers:
        raise ValueError(f"{wanted!r} is not in range")
    return int((wanted - numbers.start) // numbers.step)


def named_tuple(cls: Any, values: Any, count: int) -> Any:
    """``cls._make(values)`` of a NamedTuple of ``count`` fields."""
    items = list(values)
    if len(items) != count:
        raise TypeError(f"Expected {count} arguments, got {len(items)}")
    return cls(*items)
