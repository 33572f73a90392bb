"""format(value, spec), text % arguments and text.format(...)."""

from __future__ import annotations

import itertools
import math
import operator
from typing import Any

import pytest
from cpython import assert_same, given
from hypothesis import strategies as st

VALUES: list[Any] = [
    0, 1, -1, 255, -1234567, 2**63 - 1, -(2**63), True, 0.0, -0.0, 1.5, -2.5, 1234567.891, 1e-5, 1e16, 1e22, 5e-324,
    math.inf, -math.inf, math.nan, 0.1, -0.0001, 999999.5, "", "abc", "é日本",
]  # fmt: skip
FILL = st.sampled_from(["", "<", ">", "^", "=", "*<", "é^", "0=", "日>"])
TYPE = st.sampled_from(["", *"dxXbocneEfFgG%sq", "é"])
SPEC = st.tuples(
    FILL, st.sampled_from(["", "+", "-", " "]), st.sampled_from(["", "z"]), st.sampled_from(["", "#"]),
    st.sampled_from(["", "0"]), st.sampled_from(["", "1", "5", "12", "20"]), st.sampled_from(["", ",", "_"]),
    st.sampled_from(["", ".0", ".1", ".3", ".12", "."]), TYPE,
).map("".join)  # fmt: skip
FLOATS = st.floats() | st.integers(-(10**6), 10**6).map(lambda i: i / 16)


@given(SPEC)
def test_every_part_of_a_spec(spec: str) -> None:
    for value in VALUES:
        assert_same("format", [value, spec], format)


@given(
    FLOATS, st.sampled_from(["", ".0", ".1", ".2", ".3", ".6", ".10", ".17", ".40"]), st.sampled_from(["", *"eEfFgG%"])
)
def test_floats_in_every_precision(number: float, precision: str, kind: str) -> None:
    assert_same("format", [number, precision + kind], format)
    assert_same("format", [number, "#" + precision + kind], format)
    if kind and kind != "%":
        assert_same("mod", ["%" + precision + kind, number], operator.mod)


@given(st.integers(-(2**63), 2**63 - 1), SPEC)
def test_ints(number: int, spec: str) -> None:
    assert_same("format", [number, spec], format)


@pytest.mark.parametrize(
    "spec", ["5 ", ">>5", "x5", "<", "<<", "__", "_,", ",_", ",,", "00", "007", "\u1234", "z", "#", "0"]
)
def test_odd_specs(spec: str) -> None:
    for value in (5, 2.5, "ab", True):
        assert_same("format", [value, spec], format)


def test_values_without_specs_of_their_own() -> None:
    for value, spec in itertools.product([None, [1], (1,), {}, range(3), b"a", {1}], ["", "5", "s"]):
        assert_same("format", [value, spec], format)


PERCENT = [
    "%d", "%5d", "%-5d|", "%05d", "%+d", "% d", "%i", "%u", "%ld", "%x", "%#x", "%X", "%#X", "%o", "%#o", "%.3d",
    "%05.3d", "%8.3d", "%s", "%5s", "%-5s|", "%.2s", "%05s", "%r", "%a", "%c", "%5c", "%e", "%.2e", "%E", "%.1f",
    "%.0f", "%#.0f", "%g", "%.3g", "%#g", "%08.2f", "%+08.2f", "%%", "%5%", "%", "a%", "%(a)s", "%(a)d %(b)s", "%(a",
    "%(a)%", "%*d", "%-*d", "%.*f", "%*s", "%s %s", "%y", "%é", "%5.1q", "plain", "",
]  # fmt: skip
ARGUMENTS: list[Any] = [
    5, -5, 0, True, 3.7, -2.5, 1e100, math.inf, math.nan, "a", "héllo", None, (), (1,), (1, 2), (7, -3), (5, 2.5), ("x",
    1), {"a": 1, "b": "q"}, {"a": 2.5}, [1], 65, 0x110000, "ab", (1, 2, 3), (None,), ((1, 2),), range(2), b"x",
]  # fmt: skip


@pytest.mark.parametrize("text", PERCENT)
def test_percent(text: str) -> None:
    for arguments in ARGUMENTS:
        assert_same("mod", [text, arguments], operator.mod)


NAMES = {"x": 5, "name": "é", "items": [1, 2], "d": {"k": "v"}, "f": 3.14159}
BRACES = [
    "", "{}", "{} {}", "{0}{0}", "{1}", "{} {0}", "{0} {}", "{x}", "{x:>5}", "{name!r:*^10}", "{items[0]}",
    "{items[9]}", "{items[-1]}", "{d[k]}", "{d[z]}", "{nope}", "{", "}", "{{", "}}", "{{}}", "{}}", "{0:{1}}", "{:{}}",
    "{f:.{x}f}", "{0:{1}{2}}", "{!x}", "{!r", "{!", "{!rx}", "{0.}", "{0[}", "{0[]}", "{items[0]x}", "{:", "{a{b}}",
    "{0:{1:{2}}}", "{ 0}", "{-1}", "{name!s}", "{name!a}", "{:>{x}}", "{00}", "{x:d}", "{x:q}", "{name:d}",
]  # fmt: skip


@pytest.mark.parametrize("text", BRACES)
def test_str_format(text: str) -> None:
    for arguments in ([], [1], [1, 2], ["a", 5, "<"], [3.5, "8.3", 4]):
        assert_same("str_format", [text, arguments, NAMES], lambda t, a, k: t.format(*a, **k))
