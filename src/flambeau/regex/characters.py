"""Sets of characters: what ``[...]``, ``\\w``, ``.`` and a letter under IGNORECASE match, exactly as ``re`` does.

A set is a union of categories and of ranges of code points, perhaps complemented: ``[^\\s_]`` is
``CharacterSet(("space",), ((95, 95),), negated=True)``. Categories are looked up in the runtime's Unicode tables.
"""

from __future__ import annotations

import functools
import re
import sys
from dataclasses import dataclass
from typing import Any

from .parsing import EXTRA_CASES, Ranges, constants

CATEGORIES = ("digit", "not_digit", "space", "not_space", "word", "not_word")  # bits 0 to 5 of an encoded set
_ASCII = {"digit": r"[0-9]", "space": r"[ \t\n\r\f\v]", "word": r"[a-zA-Z0-9_]"}


@dataclass(frozen=True)
class CharacterSet:
    """Characters of any of ``categories`` or ``ranges`` (bounds included); all others where ``negated``."""

    categories: tuple[str, ...] = ()
    ranges: Ranges = ()
    negated: bool = False

    def holds(self, code: int) -> bool:
        """Whether a character is in the set."""
        found = any(low <= code <= high for low, high in self.ranges)
        found = found or any(_in_category(name, code) for name in self.categories)
        return found != self.negated

    def ascii_bits(self) -> int:
        """Bit ``c`` says whether the set holds the ASCII character ``c``."""
        return sum(1 << code for code in range(128) if self.holds(code))


EVERYTHING = CharacterSet(negated=True)
NOT_NEWLINE = CharacterSet(ranges=((10, 10),), negated=True)


def _in_category(name: str, code: int) -> bool:
    character = chr(code)
    if name.startswith("not_"):
        return not _in_category(name[4:], code)
    if name == "digit":
        return character.isdecimal()
    return character.isspace() if name == "space" else character.isalnum() or character == "_"


def literal_set(code: int, flags: int, negated: bool = False) -> CharacterSet:
    """One character, or anything but it."""
    return item_set([(constants.LITERAL, code)], flags, negated)


def item_set(
    items: list[tuple[Any, Any]], flags: int, negated: bool = False, classes: dict[int, Ranges] | None = None
) -> CharacterSet:
    """The set of an ``IN`` node's items."""
    categories: list[str] = []
    ranges: list[tuple[int, int]] = []
    private: list[tuple[int, int]] = []  # of classes, which IGNORECASE leaves alone
    for op, value in items:
        if op is constants.NEGATE:
            negated = True
        elif op is constants.LITERAL and classes and value in classes:
            private += classes[value]
        elif op is constants.LITERAL:
            ranges.append((value, value))
        elif op is constants.RANGE:
            ranges.append(value)
        else:
            name = str(value).removeprefix("CATEGORY_").lower()
            if flags & re.ASCII:
                private += _ascii_category(name)
            else:
                categories.append(name)
    if flags & re.IGNORECASE:
        ranges = _ignoring_case(ranges, bool(flags & re.ASCII))
    return CharacterSet(tuple(sorted(set(categories))), merged([*ranges, *private]), negated)


def _ascii_category(name: str) -> list[tuple[int, int]]:
    if name.startswith("not_"):
        return complement(_ascii_category(name[4:]))
    return [(c, c) for c in range(128) if re.match(_ASCII[name], chr(c))]


def complement(ranges: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Every other code point."""
    out, start = [], 0
    for low, high in merged(ranges):
        if low > start:
            out.append((start, low - 1))
        start = high + 1
    if start <= sys.maxunicode:
        out.append((start, sys.maxunicode))
    return out


def merged(ranges: list[tuple[int, int]]) -> Ranges:
    """The same ranges in order, those that touch as one."""
    out: list[tuple[int, int]] = []
    for low, high in sorted(ranges):
        if out and low <= out[-1][1] + 1:
            out[-1] = (out[-1][0], max(out[-1][1], high))
        else:
            out.append((low, high))
    return tuple(out)


def _ignoring_case(ranges: list[tuple[int, int]], ascii_only: bool) -> list[tuple[int, int]]:
    """What has its lower case (or, beyond ASCII, a sibling of that) among the ranges' lower cases."""
    lowered = _lower_cases(ascii_only)
    wanted = []
    for low, high in ranges:
        start = low
        # Characters with case are few: the rest of a range are their own lower cases.
        for code in range(low, min(high, max(lowered)) + 1):
            if code in lowered:
                wanted += [(start, code - 1)] if code > start else []
                wanted.append((lowered[code], lowered[code]))
                start = code + 1
        if start <= high:
            wanted.append((start, high))
    if not ascii_only:
        folded = {code for low, high in wanted for code in EXTRA_CASES if low <= code <= high}
        wanted += [(other, other) for code in folded for other in EXTRA_CASES[code]]
    targets = merged(wanted)

    def held(code: int) -> bool:
        return any(low <= code <= high for low, high in targets)

    upper = [(code, code) for code, small in lowered.items() if held(small)]
    # A target that has another lower case can't be one itself.
    plain: list[tuple[int, int]] = []
    for low, high in targets:
        start = low
        for code in sorted(c for c in lowered if low <= c <= high):
            plain += [(start, code - 1)] if code > start else []
            start = code + 1
        if start <= high:
            plain.append((start, high))
    return [*plain, *upper]


@functools.cache
def _lower_cases(ascii_only: bool) -> dict[int, int]:
    """The lower case, by ``re``'s own rule of one character for one, of every character that has another."""
    import _sre  # type: ignore[import-not-found]

    lower = _sre.ascii_tolower if ascii_only else _sre.unicode_tolower
    last = 128 if ascii_only else 0x2_0000
    return {code: lower(code) for code in range(last) if lower(code) != code}
