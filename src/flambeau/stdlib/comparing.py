"""Comparing lists whose elements have comparisons of their own, which the runtime can't call."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


def lists_equal(a: Any, b: Any) -> bool:
    """``a == b``: elements are equal where they are the same object."""
    if len(a) != len(b):
        return False
    for i in range(len(a)):
        if not (a[i] is b[i] or a[i] == b[i]):
            return False
    return True


def lists_ordered(a: Any, b: Any, order: Callable[[Any, Any], Any]) -> Any:
    """``order(a, b)`` of the first elements that differ, of the lengths where none do."""
    common = min(len(a), len(b))
    i = 0
    while i < common and (a[i] is b[i] or a[i] == b[i]):
        i += 1
    if i == common:
        return order(len(a), len(b))
    return order(a[i], b[i])


def dicts_equal(a: Any, b: Any) -> bool:
    """``a == b``: the values may have ``__eq__``, the keys not."""
    if len(a) != len(b):
        return False
    for key in a:
        if key not in b:
            return False
        if not (a[key] is b[key] or a[key] == b[key]):
            return False
    return True
