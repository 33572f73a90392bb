"""Matches of different patterns meet in one variable; `or`, `if not m`, walrus and while loops over them."""

import re


def program(text: str):
    match = re.match(r"(\d+)x(\d+)", text) or re.match(r"(\d+)", text)
    if not match:
        return "nothing"
    found = [match.group(1)]
    rest = text[match.end() :]
    while (more := re.match(r",(\w+)", rest)) is not None:
        found.append(more.group(1))
        rest = rest[more.end() :]
    if more := re.fullmatch(r"\s*;(.*)", rest):
        found.append(more[1] + "!")
    return found, rest, bool(match), isinstance(match, re.Match)


INPUTS = [("12x3,a,bb;c",), ("7,é",), ("x",)]
