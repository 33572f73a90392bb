"""``unicodedata`` of characters that only the running program knows, by tables that ``rules/unicode.py`` makes."""

from __future__ import annotations

import bisect
import unicodedata
from typing import Any


def is_normalized(form: Any, unistr: str) -> bool:
    return unicodedata.normalize(form, unistr) == unistr


def property_of(name: str, starts: list[int], values: Any, chr: str) -> Any:
    """A property of a character, given where ranges of characters of one value begin, and their values."""
    if len(chr) != 1:
        raise TypeError(f"{name}() argument must be a unicode character, not str")
    return values[bisect.bisect_right(starts, ord(chr)) - 1]


def value_of(name: str, values: Any, chr: str) -> Any:
    """``unicodedata.numeric(chr)``, given the values of all characters that have one."""
    if len(chr) != 1:
        raise TypeError(f"{name}() argument 1 must be a unicode character, not str")
    found = values.get(ord(chr))
    if found is None:
        raise ValueError("not a numeric character" if name == "numeric" else f"not a {name}")
    return found


def value_or(name: str, values: Any, chr: str, default: Any) -> Any:
    if len(chr) != 1:
        raise TypeError(f"{name}() argument 1 must be a unicode character, not str")
    found = values.get(ord(chr))
    return default if found is None else found
