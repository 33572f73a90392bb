"""Regular expressions against ``re``: thousands of random patterns and texts, linear time, damaged programs."""

from __future__ import annotations

import random
import re
import struct
import sys
import time
import warnings
from typing import Any

import pytest

from flambeau import regex
from flambeau.runtime import _core

ATOMS = [
    "a", "b", "c", "1", " ", "é", ".", "\\w", "\\d", "\\s", "\\W", "\\S", "[ab]", "[^a]", "[a-cé-ü]", "^", "$", "\\b",
    "\\B", "\\A", "\\Z", "(?=a)", "(?!b)", "(?<=a)", "(?<!b)", "(?=.b)", "(?<=a.)", "(?=a*b)", "(?!a|b*c)",
]  # fmt: skip
REPEATS = ["*", "+", "?", "*?", "+?", "??", "{2}", "{1,2}", "{0,2}?", "{2,}"]
FLAGS = [0, 0, 0, re.I, re.M, re.S, re.A, re.I | re.M]
CASED = ["k", "K", "ſ", "ß", "İ", "σ", "[a-z]", "[à-ö]", "[^ſ]", "\\w", "[K-ſ]", "µ"]


def random_pattern(rng: random.Random, depth: int, atoms: list[str]) -> str:
    kind = rng.random()
    if depth <= 0 or kind < 0.35:
        return rng.choice(atoms)
    one = random_pattern(rng, depth - 1, atoms)
    if kind < 0.55:
        return one + random_pattern(rng, depth - 1, atoms)
    if kind < 0.75:
        return f"({rng.choice(['?:', ''])}{one}|{random_pattern(rng, depth - 1, atoms)})"
    return f"({rng.choice(['?:', ''])}{one}){rng.choice(REPEATS)}"


def call(name: str, program: bytes, *arguments: Any) -> Any:
    return _core.call(f"py::re_{name}", [program, *arguments])


def assert_like_python(pattern: re.Pattern[str], text: str) -> None:
    program = regex.compile_pattern(pattern)
    assert call("findall", program, text, 0, sys.maxsize) == pattern.findall(text), (pattern, text)
    assert call("split", program, text, 0) == pattern.split(text), (pattern, text)
    assert call("sub", program, r"<\g<0>>", text, 0) == pattern.sub(r"<\g<0>>", text), (pattern, text)
    for start, end in ((0, sys.maxsize), (1, 4)):
        found = re.compile(pattern.pattern, pattern.flags).findall(text, start, end)
        assert call("findall", program, text, start, end) == found, (pattern, text)


def random_cases(seed: int, atoms: list[str], letters: str, count: int) -> None:
    rng = random.Random(seed)
    for _ in range(count):
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                pattern = re.compile(random_pattern(rng, rng.randint(1, 4), atoms), rng.choice(FLAGS))
            regex.compile_pattern(pattern)
        except (re.error, regex.Unsupported):
            continue
        for _ in range(3):
            assert_like_python(pattern, "".join(rng.choice(letters) for _ in range(rng.randint(0, 9))))


@pytest.mark.parametrize("seed", range(4))
def test_random_patterns_are_python_s(seed: int) -> None:
    random_cases(seed, ATOMS, "aabbc1 é\nA", 1500)


def test_groups_and_references_in_looks_are_python_s() -> None:
    looks = [
        "(?>a|ab)",
        r"(?>(\w+))",
        "(?>(?:a|(b))*)",
        "(?:ab|b)++",
        "(?>a*?)",
        "(?:a?b){1,2}+",
        "(?=(a))",
        r"(?=(\w+))",
        "(?<=(.b))",
        "(?=((a)|b))",
        "(?>(a)|b)",
        "(?:(a)b)*+",
        "(?=(a)|b)",
        r"(?!\1)",
        r"(?<=\1)",
        "(?=.*(b))",
        "(?=(?:(a))+)",
    ]
    random_cases(11, [*looks, *ATOMS[:8], "(b?)", r"\1"], "aabbc", 3000)


def test_ignoring_case_is_python_s() -> None:
    random_cases(7, CASED, "kKſsSKßẞİiıσςΣàÀµμ", 1500)
    for code in range(0x250):
        character = chr(code)
        pattern = re.compile(re.escape(character), re.I)
        assert_like_python(pattern, character.upper() + character.lower() + character.swapcase() + "ſKµÿŸ")


PIECES = (
    r"""a K ſ - , : . ^ $ | | ( ) (?: (?P<n> (?P=n) (?= (?! (?<= (?<! (?i) (?i: (?-i: (?a: (?u: (?s-i: (?x: (?m) (?L) (?-
    (?#c) (?(1) (?(n) (?(2) (?> [ ] [^ [a-c] [\d-x] [\w-] [z-a] []a] [ab] [b] [K-ſ] * + ? {2} {1,3} {,2} {2,} {} {a} {2 *?
    ++ {1,2}+ \d \W \s \b \B \Z \1 \2 \123 \0 \400 \x41 \x4 \u00e9 \U0001F600 \U00200000 \n \\ \q [\b] [\101]
    [\u00e0-\u00ff] [^\W_] [σ-ω] #x é""".split()
    + [" ", "\n"]
)
EVERY_FLAG = [*FLAGS, re.X, re.X | re.I, re.I | re.A, re.A | re.U, re.L]


@pytest.mark.skipif(
    sys.version_info[:2] != (3, 11), reason="the runtime has the syntax and the messages of Python 3.11"
)
@pytest.mark.parametrize("seed", range(3))
def test_run_time_patterns_are_compiled_to_the_same_programs(seed: int) -> None:
    rng = random.Random(seed)
    for _ in range(2500):
        text = random_pattern(rng, rng.randint(2, 5), [*ATOMS, *CASED, "[a-z&&_]", r"(?P<n>\d)", r"(?a:\w(?u:\w))"])
        if rng.random() < 0.5:
            text = "".join(rng.choices(PIECES, k=rng.choice([2, 5, 9, 40])))
        flags = int(rng.choice(EVERY_FLAG))
        expected: Any
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                expected = regex.compile_pattern(re.compile(text, flags))
        except (re.error, ValueError) as error:
            expected = type(error).__name__, str(error)
        except regex.Unsupported:
            expected = "NotImplementedError"
        try:
            made: Any = call("compile", text, flags)
        except NotImplementedError:
            made = "NotImplementedError"
        except Exception as error:
            made = type(error).__name__, str(error)
        assert made == expected, (text, flags)


@pytest.mark.parametrize(
    "pattern", [r"\w", r"\W", r"\d", r"\D", r"\s", r"\S", r"[^\W\d_]", r"(?a:\w)", r"[\s\d]", ".", r"(?i)[^a-zß]"]
)
def test_classes_hold_every_character_that_python_s_do(pattern: str) -> None:
    text = "".join(chr(c) for c in range(0x30000) if not 0xD800 <= c < 0xE000)
    compiled = re.compile(pattern)
    assert call("findall", regex.compile_pattern(compiled), text, 0, sys.maxsize) == compiled.findall(text)


@pytest.mark.parametrize(
    "pattern",
    [
        r"(a*)*b",
        r"(?:a|a)*b",
        r"(a+)+$x",
        r"(a?){25}a{25}b",
        r"(?=(?:a|aa)*b)c",
        "(?=(a*))b",
        ".*.*=.*",
        r"(a{0,900}b|c{400}){2}d",
    ],
)
def test_time_is_linear(pattern: str) -> None:
    started = time.perf_counter()
    program = call("compile", pattern, 0)
    assert call("search", program, "a" * 20_000, 0, sys.maxsize) is None
    assert time.perf_counter() - started < 5  # any of these takes Python longer than anyone waits


@pytest.mark.parametrize(
    "pattern", ["(?:(?>(a)|b))*", "(?:(?=(a)|b).)*", r"(?=(?!(a)\1))", r"\N{BULLET}", "(?:abc){9999}", "(" * 300]
)
def test_what_no_program_can_match_is_refused(pattern: str) -> None:
    with pytest.raises(NotImplementedError, match="isn't supported"):
        call("compile", pattern, 0)


TEMPLATES = [r"\1-\2", r"[\g<first>]", r"\g<0>\g<2>", r"\\\n\t", r"\x", r"\3", r"\g<none>", r"\g<", r"\g<1", "\\", r"\01\101",
             r"\g<first", r"\g<>", r"\é", r"\777", "é\\"]  # fmt: skip


@pytest.mark.parametrize("template", TEMPLATES)
def test_templates_are_python_s(template: str) -> None:
    pattern = re.compile(r"(?P<first>a)(b)?")
    try:
        expected: Any = pattern.sub(template, "xabya")
    except (re.error, IndexError) as error:
        with pytest.raises(Exception) as raised:
            call("sub", regex.compile_pattern(pattern), template, "xabya", 0)
        assert str(raised.value).startswith(str(error).split(" (line")[0]) or sys.version_info[:2] != (3, 11)
        return
    assert call("sub", regex.compile_pattern(pattern), template, "xabya", 0) == expected


def test_properties_of_the_regex_package() -> None:
    other = pytest.importorskip("regex")
    pattern = other.compile(r"'s|'t| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+|\P{Lu}[\p{Greek}\d]")
    program = regex.compile_pattern(pattern)
    for text in ("Hello world's  it's 12½ ok!!  \n x", "日本語 テスト Ⅷ αβγ\x1c_", "a\u0301\u200d \u0660"):
        assert call("findall", program, text, 0, sys.maxsize) == pattern.findall(text)


PATTERNS = [
    r"(?=(\w+)-)(?>(\w*?)c)",
    r"((a)(?>b|é*)*\2)+",
    r"(a|b?)*c",
    r"\s+(?!\S)|[é-ü\d]{2,3}|x",
    r"(?P<name>\w+)-(?<=a-)$",
    r"[^\W\d]++.",
]


@pytest.mark.parametrize("pattern", PATTERNS)
def test_damaged_programs_end_in_an_error_or_a_result(pattern: str) -> None:
    program = regex.compile_pattern(re.compile(pattern))
    rng = random.Random(1)
    for _ in range(1500):
        damaged = bytearray(program)
        for _ in range(rng.randint(1, 3)):
            place = rng.randrange(len(program) // 4) * 4
            small = struct.unpack_from("<I", program, place)[0] + rng.randint(-3, 3)
            value = rng.choice([small, rng.randrange(24), 0xFFFFFFFF, 1 << rng.randrange(32)])
            struct.pack_into("<I", damaged, place, value & 0xFFFFFFFF)
        cut = len(damaged) if rng.random() < 0.8 else rng.randrange(len(damaged))
        try:
            call("findall", bytes(damaged[:cut]), "aab cé12-x a- \n", 0, sys.maxsize)
        except (ValueError, TypeError) as error:
            assert "malformed" in str(error) or "takes no" in str(error) or "Match" in str(error)
