"""Compiled patterns are values: in lists, dicts, sets and objects, from outside or made by the program, passed on and
returned."""

import re
from dataclasses import dataclass

RULES = [(r"\bwon't\b", "will not"), (r"(\w+)n't\b", r"\1 not"), (r"\s+", " ")]
KINDS = {"number": re.compile(r"\d+"), "pair": re.compile(r"(?P<key>\w+)=(?P<value>\w*)", re.I)}


@dataclass
class Rule:
    pattern: re.Pattern
    replacement: str


class Normaliser:
    spaces = re.compile(r"\s{2,}")

    def __init__(self, table: dict[str, str]):
        self.rules = [Rule(re.compile(pattern, re.I), put) for pattern, put in table.items()]
        self.by_pattern = {rule.pattern: rule.replacement for rule in self.rules}

    def __call__(self, text: str) -> str:
        for rule in self.rules:
            text = rule.pattern.sub(rule.replacement, text)
        return self.spaces.sub(" ", text)


def first_of(patterns, text: str):
    for pattern in patterns:
        match = pattern.search(text)
        if match:
            return pattern.pattern, match.group(match.lastindex or 0)
    return None


def searched(pattern, text: str):
    return re.compile(pattern).findall(text) if isinstance(pattern, str) else pattern.findall(text)


def program(text: str, table: dict[str, str], kind: str):
    plain = text
    for pattern, replacement in RULES:
        plain = re.sub(pattern, replacement, plain)
    normaliser = Normaliser(table)
    patterns = [rule.pattern for rule in normaliser.rules]
    chosen = KINDS[kind] if kind in KINDS else patterns[0]
    told = chosen.pattern, chosen.flags, chosen.groups, dict(chosen.groupindex), repr(chosen)
    same = (
        re.compile(patterns[0].pattern, re.I) == patterns[0],
        patterns[0] in normaliser.by_pattern,
        len(set(patterns)),
    )
    return (
        plain, normaliser(text), first_of(patterns, text), first_of(KINDS.values(), text), searched(chosen, text),
        searched(kind, text), told, same, chosen,
    )  # fmt: skip


INPUTS = [
    ("I won't  and can't 12", {"i": "we", r"(\d)(\d)": r"\2\1"}, "number"),
    ("Key=ab  isn't", {"(?P<word>[a-z]+)": r"<\g<word>>", "k": "", "x": ""}, "pair"),
    ("don't", {"o": "0", "zz(a)?": "1"}, "n"),
]
