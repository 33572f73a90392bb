"""Repetitions that give nothing back: the pattern that splits the text for GPT-4's vocabulary, and others."""

import re

import regex

SPLIT = regex.compile(
    r"'(?i:[sdmt]|ll|ve|re)|[^\r\n\p{L}\p{N}]?+\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]++[\r\n]*|\s*[\r\n]|\s+(?!\S)|\s+"
)
OTHERS = [re.compile(p) for p in (r"a?+b", r"a{1,3}+b", r"(x?+)*y", r"a{0,2}+a", r"[ab]{2,4}+c?", r"(?:a?+b)+")]


def program(text: str):
    return SPLIT.findall(text), [[m.span() for m in pattern.finditer(text)] for pattern in OTHERS]


INPUTS = [
    ("Hello world's  1234 tests!!\n\n  ok",), ("",), ("naïve   \r\nI'LL DON'T ...?!\n\n x",), ("a1b22c333 $$$ _x_ ünï\t\t",),
    ("'s'S 've",), ("aaab ab aaaab xxy aaa ababc y",),
]  # fmt: skip
