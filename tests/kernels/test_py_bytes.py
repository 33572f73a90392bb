"""Methods of bytes against CPython's, over content and arguments of every kind."""

from __future__ import annotations

import itertools

import pytest
from cpython import assert_same

CONTENT = [
    b"",
    b"a",
    b"abcabc",
    b"  a b\tc \n",
    b"a,b,,c",
    b"\x00\xff\x80",
    b"A1 b2",
    b"a\r\nb\nc\r",
    b"123",
    b"xyz",
    b" ",
]
PARTS = [b"", b"a", b"bc", b",", b"\xff", b"c \n"]
BOUNDS = [(None, None), (1, None), (None, -1), (-3, 4), (2, 1), (99, None), (-99, 99)]


@pytest.mark.parametrize("method", ["find", "rfind", "index", "rindex", "count"])
def test_searching(method: str) -> None:
    for content, part, (start, end) in itertools.product(CONTENT, [*PARTS, 97, 300, "a", None], BOUNDS):
        assert_same(f"bytes_{method}", [content, part, start, end], getattr(bytes, method))


@pytest.mark.parametrize("method", ["startswith", "endswith"])
def test_ends(method: str) -> None:
    for content, part, (start, end) in itertools.product(CONTENT, [*PARTS, (b"a", b"c"), (), 5], BOUNDS):
        assert_same(f"bytes_{method}", [content, part, start, end], getattr(bytes, method))


@pytest.mark.parametrize("method", ["split", "rsplit"])
def test_splitting(method: str) -> None:
    for content, sep, limit in itertools.product(CONTENT, [None, *PARTS, "a"], [-1, 0, 1, 2]):
        assert_same(f"bytes_{method}", [content, sep, limit], getattr(bytes, method))


@pytest.mark.parametrize("method", ["strip", "lstrip", "rstrip"])
def test_stripping(method: str) -> None:
    for content, chars in itertools.product(CONTENT, [None, *PARTS, b" \na", 3]):
        assert_same(f"bytes_{method}", [content, chars], getattr(bytes, method))


@pytest.mark.parametrize("method", ["partition", "rpartition", "removeprefix", "removesuffix"])
def test_parts(method: str) -> None:
    for content, part in itertools.product(CONTENT, PARTS):
        assert_same(f"bytes_{method}", [content, part], getattr(bytes, method))


@pytest.mark.parametrize("method", ["lower", "upper", "isdigit", "isalpha", "isalnum", "isspace", "hex"])
def test_case_and_class(method: str) -> None:
    for content in [*CONTENT, bytes(range(256))]:
        assert_same(f"bytes_{method}", [content], getattr(bytes, method))


def test_replacing_joining_and_lines() -> None:
    for content, old, new, limit in itertools.product(CONTENT, PARTS, [b"", b"--"], [-1, 0, 1, 3]):
        assert_same("bytes_replace", [content, old, new, limit], bytes.replace)
    for content, keep in itertools.product(CONTENT, [False, True]):
        assert_same("bytes_splitlines", [content, keep], bytes.splitlines)
    for parts in ([], [b"a"], [b"a", b"", b"b"], [b"a", "b"], (b"x", 1)):
        assert_same("bytes_join", [b", ", parts], bytes.join)


def test_making_bytes() -> None:
    for value in ([], [0, 255], (65, 66), range(3), 4, 0, -1, b"ab", [256], [-1], ["a"], [True]):
        assert_same("bytes", [value], bytes)
    for text in ("", "00ff", "0 1", "a0 B1\n", "0", "xy", "0g", "00 0", "é"):
        assert_same("bytes_fromhex", [text], bytes.fromhex)
