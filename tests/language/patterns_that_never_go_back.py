"""Atomic groups and possessive repetitions take what they match first; shell patterns become such."""

import fnmatch
import re

NUMBER = re.compile(r"(?>(\d+)(?:,(\d{3}))++)(?!\d)")


def program(text: str, pattern: str, names: list[str], shell: str):
    found = [match.groups() for match in NUMBER.finditer(text)]
    made = [(match.group(), match.re.pattern, match.re.groups) for match in re.finditer(pattern, text)]
    return found, made, fnmatch.filter(names, shell), fnmatch.fnmatch(text, shell), NUMBER.search(text) is None


INPUTS = [
    ("1,000,000 and 12,3456", r"(?>\w+?)\w", ["a.py", "xaybz", "ab.txt"], "*a*b*"),
    ("aab", "(?:a|ab)++b?", ["x1y", "xy"], "x[0-9]?"),
    ("", "(?>)", [], "*"),
]
