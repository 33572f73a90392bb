"""A look-ahead or look-behind may hold groups, as for matches that overlap, and may refer to groups around it."""

import re

OVERLAPPING = re.compile(r"(?=(\w\w))")
LAST = re.compile(r"(\w)(?!.*\1)")
AFTER = re.compile(r"(?<=(\d)\.)(\d+)|(?=((?:a|ab)c))a")


def program(text: str, width: int):
    pairs = [(match.group(1), match.span(1), match.lastindex) for match in OVERLAPPING.finditer(text)]
    chosen = re.findall(rf"(?=(.{{{width}}}))", text)
    repeated = re.search(r"(?:(?=(\w+))\w)+", text)
    told = (repeated.group(), repeated.group(1)) if repeated else None
    behind = [match.groups() for match in AFTER.finditer(text)]
    return pairs, chosen, LAST.findall(text), told, behind, re.sub(r"(\w)(?=\1)", r"<\1>", text)


INPUTS = [("abcab", 3), ("3.14 aabb abc ac", 2), ("", 1), ("éé日\n日", 1)]
