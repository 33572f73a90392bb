"""Holds ``py::`` operators against CPython: the result with its type, or the exception with its message, and what the
call did to its arguments. Messages are those of Python 3.11; under another one only the exception's type is compared.
"""

from __future__ import annotations

import copy
import sys
from collections.abc import Callable, Sequence
from typing import Any

import hypothesis

from flambeau.runtime import _core

SAME_MESSAGES = sys.version_info[:2] == (3, 11)
OVERFLOW = ("OverflowError", "integer overflow: Flambeau's ints have 64 bits")


def given(*strategies: Any) -> Callable[[Any], Any]:
    """``hypothesis.given`` with fewer examples, since each runs many comparisons, on however busy a machine."""
    return lambda test: hypothesis.settings(max_examples=40, deadline=None)(hypothesis.given(*strategies)(test))


def describe(value: Any) -> Any:
    """Type and content, all the way down, NaN and -0.0 told apart; sets in a fixed order."""
    kind = type(value).__name__
    if isinstance(value, (list, tuple)):
        return kind, [describe(item) for item in value]
    if isinstance(value, set):
        return kind, sorted(map(repr, value))
    if isinstance(value, dict):
        return kind, [(describe(key), describe(item)) for key, item in value.items()]
    return kind, repr(value)


def is_too_large(value: Any) -> bool:
    """Whether an int beyond 64 bits is in the value."""
    if isinstance(value, (list, tuple)):
        return any(map(is_too_large, value))
    return isinstance(value, int) and not -(2**63) <= value < 2**63


def outcome(function: Callable[[], Any]) -> Any:
    try:
        value = function()
    except Exception as error:
        return type(error).__name__, str(error) if SAME_MESSAGES else ""
    return OVERFLOW if is_too_large(value) else describe(value)


def assert_same(name: str, arguments: Sequence[Any], reference: Callable[..., Any]) -> None:
    """``py::name`` and ``reference`` must do the same to equal arguments."""
    mine, theirs = copy.deepcopy(list(arguments)), copy.deepcopy(list(arguments))
    expected = outcome(lambda: reference(*theirs))
    got = outcome(lambda: _core.call(f"py::{name}", mine))
    if not SAME_MESSAGES and got == OVERFLOW:
        expected = expected if expected != (OVERFLOW[0], "") else OVERFLOW
    assert got == expected, f"py::{name}{tuple(arguments)}"
    assert describe(mine) == describe(theirs), f"arguments after py::{name}{tuple(arguments)}"


def call(name: str, *arguments: Any) -> Any:
    return _core.call(f"py::{name}", list(arguments))
