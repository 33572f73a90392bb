"""Methods of str, by code point, over texts of many scripts; the character classes over all of Unicode."""

from __future__ import annotations

import sys
import unicodedata
from typing import Any

import pytest
from cpython import assert_same, call, given
from hypothesis import strategies as st

TEXTS = [
    "", "a", "abc", "  a b  c ", "\tx\n", "AbC dEf", "ß", "ǆabc", "ΑΣ", "ΑΣ.", "ΣΑΣ ΣΑ", "İstanbul", "ﬁn", "a\u0301b",
    "日本語 テスト", "one,two,,three", "a\r\nb\nc\r", "x\x1cy\x85z\u2028w", "１２", "²", "Ⅷ", "½", "१२", "+5", "-42",
    "a\tb\tcc\t", "𝔘𝔫𝔦", "😀x", "ŉ", "they're BILL'S", "--abc--", "ababa", "ᾳ", "A\u00adΣ",
    "'\"\\\n\x00\x7f\u200b\ue000",
]  # fmt: skip
CHANGES = ["upper", "lower", "casefold", "title", "capitalize", "swapcase"]
CLASSES = [
    "isalpha", "isdecimal", "isdigit", "isnumeric", "isspace", "isalnum", "isascii", "isprintable", "islower",
    "isupper", "istitle",
]  # fmt: skip
TEXT = st.text("aAbB ,é日😀Σσςßİ\t\n'", max_size=12)
PART = st.text("aAbB ,é日", max_size=2)
INDEX = st.none() | st.integers(-14, 14)


@pytest.mark.parametrize("method", [*CHANGES, *CLASSES])
def test_case_and_class(method: str) -> None:
    for text in TEXTS:
        assert_same(f"str_{method}", [text], getattr(str, method))
    assert_same(f"str_{method}", [None], lambda a: getattr(a, method)())


@given(TEXT | st.text())
def test_case_and_class_of_any_text(text: str) -> None:
    for method in (*CHANGES, *CLASSES):
        assert_same(f"str_{method}", [text], getattr(str, method))


@pytest.mark.skipif(unicodedata.unidata_version != "14.0.0", reason="the runtime follows Unicode 14.0 (Python 3.11)")
@pytest.mark.parametrize("method", [*CHANGES, *CLASSES])
def test_every_character(method: str) -> None:
    reference = getattr(str, method)
    characters = [chr(c) for c in range(sys.maxunicode + 1) if not 0xD800 <= c < 0xE000]
    if method in CHANGES:
        text = "\n".join(characters)
        assert call(f"str_{method}", text) == reference(text)
    else:
        # The planes of East Asian ideographs and of private use are alike throughout: every 16th will do there.
        for c in characters[:0x20000] + characters[0x20000::16]:
            assert call(f"str_{method}", c) == reference(c), hex(ord(c))


@pytest.mark.skipif(unicodedata.unidata_version != "14.0.0", reason="the runtime follows Unicode 14.0 (Python 3.11)")
def test_repr_of_every_character() -> None:
    text = "".join(chr(c) for c in range(sys.maxunicode + 1) if not 0xD800 <= c < 0xE000)
    assert call("repr", text) == repr(text)
    assert call("ascii", text) == ascii(text)


@pytest.mark.parametrize("method", ["find", "rfind", "index", "rindex", "count", "startswith", "endswith"])
@given(TEXT, PART, INDEX, INDEX)
def test_search(method: str, text: str, part: str, start: int | None, end: int | None) -> None:
    assert_same(f"str_{method}", [text, part, start, end], getattr(str, method))


@pytest.mark.parametrize("method", ["startswith", "endswith", "find", "count"])
def test_search_for_other_than_a_text(method: str) -> None:
    for part in (3, None, ("a", "c"), ("x", 3), ("a", 3), ()):
        assert_same(f"str_{method}", ["abc", part, None, None], getattr(str, method))
    assert_same(f"str_{method}", ["abc", "a", "x", None], getattr(str, method))


@given(TEXT, PART, st.integers(-2, 4))
def test_split_and_replace(text: str, part: str, count: int) -> None:
    for method in ("split", "rsplit"):
        assert_same(f"str_{method}", [text, part, count], getattr(str, method))
        assert_same(f"str_{method}", [text, None, count], getattr(str, method))
    assert_same("str_replace", [text, part, "é-", count], str.replace)
    for method in ("partition", "rpartition", "removeprefix", "removesuffix", "strip", "lstrip", "rstrip"):
        assert_same(f"str_{method}", [text, part], getattr(str, method))
    for method in ("strip", "lstrip", "rstrip"):
        assert_same(f"str_{method}", [text, None], getattr(str, method))
    for keepends in (False, True):
        assert_same("str_splitlines", [text, keepends], str.splitlines)


@given(TEXT, st.integers(-3, 16), st.sampled_from([" ", "é", "ab", "", 3]))
def test_padding(text: str, width: int, fill: Any) -> None:
    for method in ("center", "ljust", "rjust"):
        assert_same(f"str_{method}", [text, width, fill], getattr(str, method))
    assert_same("str_zfill", [text, width], str.zfill)
    assert_same("str_expandtabs", [text, width], str.expandtabs)


def test_wrong_arguments() -> None:
    for part in (3, None, ["a"]):
        for method in ("partition", "removeprefix", "strip"):
            assert_same(f"str_{method}", ["abc", part], getattr(str, method))
        assert_same("str_split", ["abc", part, -1], str.split)
        assert_same("str_replace", ["abc", part, "x", -1], str.replace)
        assert_same("str_replace", ["abc", "a", part, -1], str.replace)
    for iterable in ([1], ["a", None], 5, {"x": 1}, ("a", "b"), "xyz", []):
        assert_same("str_join", ["-", iterable], str.join)
    assert_same("str_zfill", ["a", "x"], str.zfill)


@given(TEXT | st.text(), st.integers(-14, 14))
def test_indexing_by_code_point(text: str, index: int) -> None:
    assert_same("getitem", [text, index], lambda a, i: a[i])
    assert_same("getitem", [text, slice(index, None, -1)], lambda a, i: a[i])
    assert_same("len", [text], len)
    assert_same("to_list", [text], list)
    assert_same("repr", [text], repr)


@given(st.text() | st.text("aé日😀\xff", max_size=5), st.sampled_from(["utf-8", "ascii", "latin-1", "UTF8", "rot14"]))
def test_encode(text: str, encoding: str) -> None:
    for errors in ("strict", "ignore", "replace"):
        assert_same("str_encode", [text, encoding, errors], str.encode)


@given(st.binary(max_size=8) | st.text(max_size=3).map(str.encode), st.sampled_from(["utf-8", "ascii", "latin-1"]))
def test_decode(data: bytes, encoding: str) -> None:
    for errors in ("strict", "ignore", "replace"):
        assert_same("bytes_decode", [data, encoding, errors], bytes.decode)
    assert_same("bytes_hex", [data], bytes.hex)
    assert_same("repr", [data], repr)


@pytest.mark.parametrize(
    "data", [b"\xff", b"a\xc3", b"\xe2\x82", b"\xed\xa0\x80", b"\xc0\x80", b"\xe2(\xa1", b"\xf4\x90\x80\x80"]
)
def test_decode_malformed(data: bytes) -> None:
    for errors in ("strict", "ignore", "replace", "shrug"):
        assert_same("bytes_decode", [data, "utf-8", errors], bytes.decode)


def test_chr_ord_translate() -> None:
    for code in (0, 65, 0xE9, 0x1F600, 0x10FFFF, 0x110000, -1, 2**40, True, "a", 1.5):
        assert_same("chr", [code], chr)
    for text in ("a", "é", "😀", "", "ab", b"x", b"", 5):
        assert_same("ord", [text], ord)
    table = {97: "XY", 98: None, 99: 0x1F600, 100: 2.5}
    for text in ("abc", "", "xyz", "add"):
        assert_same("str_translate", [text, table], str.translate)
