from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple


class Level(IntEnum):
    LOW = 1


class Point(NamedTuple):
    x: int
    y: int


def halves(values: list[int]) -> list[int]:
    return [v // 2 for v in values]


def kinds(value: object) -> tuple[bool, ...]:
    return (
        isinstance(value, list), isinstance(value, int), isinstance(value, (str, tuple)), isinstance(value, bool),
        isinstance(value, dict), isinstance(value, object),
    )  # fmt: skip


def program(values: list[int], mixed: list[int | str | list[int] | None | float]):
    fresh = list([v + 1 for v in values])
    copied = list(values)
    copied.append(1)
    of_result = list(halves(values))
    of_result.append(2)
    frozen = tuple([v * 2 for v in values])
    kept = [v - 1 for v in values]
    also = tuple(kept)
    kept.append(3)
    ordered = sorted([-v for v in values])
    given = sorted(values)
    given.append(4)
    twice = [*values]
    twice.extend(twice)
    twice.extend(twice[:1])
    twice.extend(tuple(values))
    twice.extend(v for v in values)
    nested = [values]
    nested.extend([values, halves(values)])
    nested[1].append(7)
    seen = [kinds(v) for v in mixed]
    seen += [kinds(Level.LOW), kinds(Point(1, 2)), kinds(True)]
    return values, fresh, copied, of_result, frozen, kept, also, ordered, given, twice, nested, seen


INPUTS = [([3, 1, 2], [1, "a", [2], None, 1.5]), ([], [])]
