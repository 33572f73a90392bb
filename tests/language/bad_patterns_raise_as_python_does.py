"""A pattern that isn't one raises Python's error, with where it is wrong, whether it is caught or not."""

import re


def program(pattern: str, strict: bool):
    if strict:
        return re.compile(pattern).groups
    try:
        return re.compile(pattern).groups
    except re.error as error:
        return str(error), error.msg, error.pos, error.lineno, error.colno


PATTERNS = [
    "(a)(b", "a\n**", "[z-a]", "(?<=a+)b", "(?P<a>x)(?P<a>y)", r"\2", "(?P<1>a)", "a{2,1}", "(?z)", "a(?i)", "x)", "\\",
    r"[\q]", "(?(2)a)", "(?P=b)", r"\x1", "(?#", "(a)(?P<b>c)",
]  # fmt: skip
INPUTS = [(pattern, strict) for strict in (False, True) for pattern in PATTERNS]
