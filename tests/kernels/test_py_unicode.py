"""unicodedata and str.isidentifier against CPython's, over all of Unicode; indexing texts wherever it starts."""

from __future__ import annotations

import random
import sys
import unicodedata

import pytest
from cpython import assert_same, call

FORMS = ["NFC", "NFD", "NFKC", "NFKD"]
CHARACTERS = [chr(c) for c in range(sys.maxunicode + 1) if not 0xD800 <= c < 0xE000]
unicode_14 = pytest.mark.skipif(
    unicodedata.unidata_version != "14.0.0", reason="the runtime follows Unicode 14.0 (Python 3.11)"
)


@unicode_14
@pytest.mark.parametrize("form", FORMS)
def test_every_character_is_normalised(form: str) -> None:
    text = "\n".join(CHARACTERS)
    assert call("unicode_normalize", form, text) == unicodedata.normalize(form, text)


@unicode_14
@pytest.mark.parametrize("form", FORMS)
def test_random_sequences_are_normalised(form: str) -> None:
    marks = [c for c in CHARACTERS[:0x20000] if unicodedata.combining(c)]
    letters = [c for c in CHARACTERS[:0x20000] if unicodedata.decomposition(c)]
    rng = random.Random(FORMS.index(form))
    pools = [marks, letters, ["a", "e", "o", "A", "\u1100", "\u1161", "\u11a8", "\uac00", "ﬁ", "\u0b47", "\u0b3e"]]
    for _ in range(3000):
        text = "".join(rng.choice(rng.choice(pools)) for _ in range(rng.randint(1, 8)))
        assert call("unicode_normalize", form, text) == unicodedata.normalize(form, text), ascii(text)


@unicode_14
def test_category_and_combining_class() -> None:
    for c in CHARACTERS[:0x20000] + CHARACTERS[0x20000::64]:
        assert call("unicode_category", c) == unicodedata.category(c), hex(ord(c))
        assert call("unicode_combining", c) == unicodedata.combining(c), hex(ord(c))
        assert call("str_isidentifier", c) == c.isidentifier(), hex(ord(c))
        assert call("str_isidentifier", "a" + c) == ("a" + c).isidentifier(), hex(ord(c))


def test_wrong_arguments_raise() -> None:
    for value in ("", "ab", None, 5):
        assert_same("unicode_category", [value], unicodedata.category)
        assert_same("unicode_combining", [value], unicodedata.combining)
    assert_same("unicode_normalize", ["NFX", "é"], unicodedata.normalize)
    assert_same("unicode_normalize", ["NFC", None], unicodedata.normalize)
