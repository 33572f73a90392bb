"""json.loads against CPython's: what it accepts, what it refuses, and where it says that the fault is."""

from __future__ import annotations

import json

import pytest
from cpython import assert_same

TEXTS = [
    "null", "true", "false", "0", "-0", "12", "-7", "1.5", "-0.0", "1e3", "1E-2", "2.5e+10", "NaN", "Infinity", "-Infinity",
    '""', '"a"', '"\\u00e9\\ud83d\\ude00"', '"\\ud83d"', '"\\ud83d\\u0041"', '"\\"\\\\\\/\\b\\f\\n\\r\\t"', '"é😀"',
    "[]", "[ ]", "[1]", "[1, [2, []], {}]", "{}", '{"a": 1}', '{"a": {"b": [null]}, "a": 2, "c": true}', " \t\n\r[1] \n",
]  # fmt: skip
FAULTS = [
    "", " ", "nul", "tru", "-", "+1", ".5", "01", "1.", "1e", "1 2", "[", "[1", "[1,", "[1,]", "[1 2]", "[,]", "{", '{"a"',
    '{"a" 1}', '{"a":', '{"a":1', '{"a":1,', '{"a":1,}', "{1: 2}", "{'a': 1}", '{"a": 1 "b": 2}', "]", "}", '"', '"a',
    '"a\\"', '"\\', '"a\\q"', '"\\u12"', '"\\u12', '"\\u12g4"', '"a\tb"', '"a\nb"', "[\n1,\n  x]", '{"é": 1,\n "b": }',
    "\ufeff[]", "nan", "[1] x", '["a\x01"]',
]  # fmt: skip


@pytest.mark.parametrize("text", [*TEXTS, *FAULTS])
def test_reading(text: str) -> None:
    assert_same("json_loads", [text], json.loads)


def test_numbers_beyond_64_bits_raise() -> None:
    assert_same("json_loads", ["[9223372036854775808]"], json.loads)


def test_deep_nesting_raises() -> None:
    assert_same("json_loads", ["[" * 100_000], json.loads)
    assert_same("json_loads", ['{"a":' * 100_000], json.loads)
