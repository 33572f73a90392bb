"""A lexer: one alternation of named groups, and lastgroup says which of them matched."""

import re

TOKEN = re.compile(
    r"(?P<number>\d+(?:\.\d*)?)|(?P<name>[^\W\d]\w*)|(?P<operator>[-+*/()=])|(?P<space>\s+)|(?P<other>.)"
)


def program(source: str):
    tokens = []
    for match in TOKEN.finditer(source):
        kind = match.lastgroup
        if kind == "space":
            continue
        if kind == "other":
            raise ValueError(f"{match.group()!r} unexpected at {match.start()}")
        tokens.append((kind, match.group()))
    return tokens


INPUTS = [("x1 = 3.5*(größe - 2)",), ("",), ("a ? b",)]
